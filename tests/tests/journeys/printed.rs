//! Every form on paper: one office's forms, filled by the program, printed by Chromium and read back from the PDF.
//!
//! Nothing leaves its cell or the paper's inside, nothing is lost on the way, pages are counted, and names stand as
//! their owners write them. `CUSTODY_PRINTED_DIR` names a folder that keeps the pages and the PDFs, to be looked at.

mod filled;

use custody_core::report::form::{Number, Orientation};
use custody_tests::browser::Browser;
use custody_tests::paper::{Sheet, sheets};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization as _;

/// `@page` of the forms, in millimetres.
const LEFT: f64 = 20.0;
const RIGHT: f64 = 15.0;
const POINT: f64 = 72.0 / 25.4;

#[test]
fn every_form_is_printed_whole_with_its_pages_counted_and_names_as_they_are_written() {
    let Some(mut browser) = Browser::start() else {
        // In a test of everything it is a failure, not a silence.
        assert!(
            std::env::var_os("CI").is_none(),
            "chromium is not installed"
        );
        eprintln!("SKIPPED: no form was printed, for want of chromium and poppler-utils");
        return;
    };
    let office = filled::office();
    let forms = filled::forms(&office);
    for number in Number::ALL {
        assert!(
            forms.iter().any(|(form, _)| form == number),
            "form {number} is not printed here: fill it in filled.rs"
        );
    }
    for (number, file) in &forms {
        print(&mut browser, *number, file);
    }
    names(&mut browser);
}

/// One form: measured as it is laid out, printed, read back.
fn print(browser: &mut Browser, number: Number, file: &Path) {
    let (width, height) = match number.orientation() {
        Orientation::Portrait => (210.0, 297.0),
        Orientation::Landscape => (297.0, 210.0),
    };
    browser.open(file, width - LEFT - RIGHT);
    let outside = browser.answer(OUTSIDE);
    assert_eq!(outside, serde_json::json!([]), "{number}: leaves its cell");
    let wanted = browser.answer("document.body.innerText");
    let pdf = browser.pdf();
    keep(file, &pdf);
    let sheets = sheets(&pdf);
    for sheet in &sheets {
        let off = |measured: f64, millimetres: f64| (measured - millimetres * POINT).abs();
        assert!(
            off(sheet.width, width) < 1.0 && off(sheet.height, height) < 1.0,
            "{number}: {} × {}",
            sheet.width,
            sheet.height
        );
        inside(number, sheet);
    }
    nothing_lost(number, wanted.as_str().unwrap(), &sheets);
    let pages = sheets.len();
    for (sheet, page) in sheets.iter().zip(1..) {
        let counted = format!("{page}／{pages}頁");
        assert!(
            folded(&sheet.text()).contains(&folded(&counted)),
            "{number}: {counted}"
        );
    }
    if number == Number::Register {
        assert!(pages > 40, "a thousand lines take many pages: {pages}");
        let lists = sheets
            .iter()
            .filter(|sheet| sheet.text().contains("A-0002/"));
        for sheet in lists {
            let text = folded(&sheet.text());
            assert!(
                text.contains("管理番号親番号"),
                "the head stands on every page: {text}"
            );
        }
    }
}

/// What sticks out of the cell or block it stands in at a side, by half a pixel or more; downwards all of them grow.
const OUTSIDE: &str = r#"
[...document.querySelectorAll("td, th, p, h1, h2, li")].flatMap(block => {
  const room = block.getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(block);
  const out = [...words.getClientRects()].some(it =>
    it.width > 0 && (it.right > room.right + 0.5 || it.left < room.left - 0.5));
  return out || block.scrollWidth > block.clientWidth + 1
    ? [block.className + ": " + block.textContent.trim().slice(0, 60)] : [];
})
"#;

/// No word stands in the margins at the sides, or off the page.
fn inside(number: Number, sheet: &Sheet) {
    for word in &sheet.words {
        let fits = word.left >= LEFT * POINT - 1.5
            && word.right <= sheet.width - RIGHT * POINT + 1.5
            && word.top >= 0.0
            && word.bottom <= sheet.height;
        assert!(fits, "{number}: {word:?} stands in the margin");
    }
}

/// Each character of the page stands on paper as often as on the screen, or more often where a head is repeated.
fn nothing_lost(number: Number, wanted: &str, sheets: &[Sheet]) {
    let mut printed: BTreeMap<char, i64> = BTreeMap::new();
    for c in sheets
        .iter()
        .flat_map(|sheet| folded(&sheet.text()).chars().collect::<Vec<_>>())
    {
        *printed.entry(c).or_default() += 1;
    }
    for c in folded(wanted).chars() {
        *printed.entry(c).or_default() -= 1;
    }
    let lost: Vec<(char, i64)> = printed.into_iter().filter(|(_, left)| *left < 0).collect();
    assert!(
        lost.is_empty(),
        "{number}: lost on the way to paper: {lost:?}"
    );
}

/// A PDF's text has neither spaces nor variation selectors to rely on, and some signs only by their compatible form.
fn folded(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace() && !('\u{e0100}'..='\u{e01ef}').contains(c))
        .collect()
}

/// 異体字: each is drawn, and not as the sign that it is a variant of; drawn with the font of the last form printed.
fn names(browser: &mut Browser) {
    for (variant, common) in [
        ("𠮷", "吉"),
        ("髙", "高"),
        ("﨑", "崎"),
        ("葛\u{e0100}", "葛"),
        ("邉", "辺"),
        ("辻\u{e0100}", "辻"),
    ] {
        let script = format!(
            r#"(() => {{
              const drawn = text => {{
                const sheet = document.createElement("canvas");
                sheet.width = sheet.height = 80;
                const pen = sheet.getContext("2d");
                pen.font = "64px " + getComputedStyle(document.body).fontFamily;
                pen.fillText(text, 4, 66);
                return pen.getImageData(0, 0, 80, 80).data.join();
              }};
              const nothing = drawn("\u{{10FFFD}}");
              return [drawn("{variant}") !== drawn("{common}"), drawn("{variant}") !== nothing];
            }})()"#
        );
        assert_eq!(
            browser.answer(&script),
            serde_json::json!([true, true]),
            "{variant} is not {common}, and not a box"
        );
    }
}

fn keep(file: &Path, pdf: &[u8]) {
    if let Some(folder) = std::env::var_os("CUSTODY_PRINTED_DIR").map(PathBuf::from) {
        let name = file.file_name().unwrap();
        std::fs::copy(file, folder.join(name)).unwrap();
        std::fs::write(folder.join(name).with_extension("pdf"), pdf).unwrap();
    }
}
