//! The names of the files that forms are written to (`domain.md` §10).

use custody_core::report::form::Form;

/// The longest name, in bytes.
const MAX_BYTES: usize = 200;

/// `様式07-1_返還書_F07-0003_20241001_第1版.html`; a draft has 案 for its number and edition. Only what the program
/// itself gives out stands in it: no names of people or assets, nothing that a file system refuses.
pub(crate) fn file_name(form: &Form, extension: &str) -> String {
    let (number, part) = form.number.parts();
    let part = part.map(|part| format!("-{part}")).unwrap_or_default();
    let date = form.issued.date().to_string().replace('-', "");
    let title = form.number.title();
    let stem = match form.document_no.as_deref().filter(|_| !form.draft) {
        Some(document) => format!(
            "様式{number:02}{part}_{title}_{}_{date}_第{}版",
            plain(document),
            form.edition
        ),
        None => format!("様式{number:02}{part}_{title}_案_{date}"),
    };
    let extension = plain(extension);
    let mut name = String::new();
    for c in stem.chars() {
        if name.len() + c.len_utf8() + 1 + extension.len() > MAX_BYTES {
            break;
        }
        name.push(c);
    }
    format!("{name}.{extension}")
}

fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
        .take(40)
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::looks::{Sample, form};
    use super::*;
    use custody_core::report::form::Number;
    use unicode_normalization::is_nfc;

    #[test]
    fn a_form_is_named_by_number_title_document_and_day() {
        let mut form = form("7-1", &Sample::return_made(), &["A-0001/1"]);
        assert_eq!(
            file_name(&form, "html"),
            "様式07-1_返還書_F07-0003_20241020_第1版.html"
        );
        form.edition = 2;
        assert_eq!(
            file_name(&form, "json"),
            "様式07-1_返還書_F07-0003_20241020_第2版.json"
        );
        form.draft = true;
        assert_eq!(file_name(&form, "html"), "様式07-1_返還書_案_20241020.html");
    }

    #[test]
    fn every_name_can_be_a_file_everywhere() {
        let mut form = form("3", &Sample::back(), &[]);
        form.document_no = Some(format!("../\\:*?\"<>|{}", "9".repeat(300)));
        for number in Number::ALL {
            form.number = *number;
            let name = file_name(&form, "html");
            assert!(name.len() <= MAX_BYTES && is_nfc(&name), "{name}");
            assert!(
                !name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']),
                "{name}"
            );
            assert!(name.ends_with(".html"));
        }
    }
}
