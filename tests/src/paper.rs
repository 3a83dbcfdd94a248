//! Printed pages, read back from a PDF: which words stand where (`pdftotext -bbox` of poppler-utils).

use std::io::Write as _;
use std::process::{Command, Stdio};

/// One page; lengths in points, from the left and from the top.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its words, as they stand from top to bottom.
    pub words: Vec<Word>,
}

/// What stands together, and the box around it.
#[derive(Debug)]
pub struct Word {
    /// Its text.
    pub text: String,
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
}

impl Sheet {
    /// All its text without white space.
    #[must_use]
    pub fn text(&self) -> String {
        self.words.iter().map(|word| word.text.as_str()).collect()
    }
}

/// The pages of a PDF.
#[must_use]
pub fn sheets(pdf: &[u8]) -> Vec<Sheet> {
    let mut reader = Command::new("pdftotext")
        .args(["-bbox", "-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("pdftotext runs; install poppler-utils beside chromium");
    let mut to = reader.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writing = std::thread::spawn(move || to.write_all(&pdf));
    let output = reader.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    assert!(output.status.success());
    let mut sheets: Vec<Sheet> = Vec::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let line = line.trim();
        if line.starts_with("<page ") {
            sheets.push(Sheet {
                width: number(line, "width"),
                height: number(line, "height"),
                words: Vec::new(),
            });
        } else if let Some((_, text)) = line.split_once("\">").filter(|_| line.starts_with("<word"))
        {
            let text = text.strip_suffix("</word>").unwrap();
            sheets.last_mut().unwrap().words.push(Word {
                text: plain(text),
                left: number(line, "xMin"),
                right: number(line, "xMax"),
                top: number(line, "yMin"),
                bottom: number(line, "yMax"),
            });
        }
    }
    sheets
}

fn number(line: &str, name: &str) -> f64 {
    let (_, rest) = line.split_once(&format!("{name}=\"")).unwrap();
    rest.split('"').next().unwrap().parse().unwrap()
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
