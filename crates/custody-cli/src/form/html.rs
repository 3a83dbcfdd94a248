//! A form as one HTML file without any resource: prints on A4 from any browser (`domain.md` §10).

use super::FormError;
use custody_core::record::calendar::{wareki_date_plain, wareki_moment};
use custody_core::report::form::Form;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{Environment, UndefinedBehavior, context};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");

/// The page. Everything from the form is escaped, and the page may load and run nothing (H7).
///
/// # Errors
/// [`FormError::Page`] if the template and the form do not fit, which is a mistake of this program.
pub(crate) fn to_html(form: &Form) -> Result<String, FormError> {
    let mut environment = Environment::new();
    // A name that is not there is a mistake; asking whether an optional field is there is none.
    environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    environment.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    // Names that end in .html are escaped as HTML.
    environment.add_template("page.html", PAGE)?;
    environment.add_template("page.css", STYLE)?;
    let page = environment.get_template("page.html")?;
    Ok(page.render(context! {
        form => Value::from(Serde(form)),
        words => form.number.words(),
        issued => wareki_date_plain(form.issued.date()),
        checkpoint_at => wareki_moment(form.foot.ledger.checkpoint_at),
        records => numbers(form),
        margin_note => margin_note(form),
    })?)
}

/// 記録番号: `0、2～5、8`.
fn numbers(form: &Form) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for seq in &form.foot.records {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(seq.0) => *last = seq.0,
            _ => runs.push((seq.0, seq.0)),
        }
    }
    let words: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}、{last}"),
            _ => format!("{first}～{last}"),
        })
        .collect();
    if words.is_empty() {
        "なし".to_owned()
    } else {
        words.join("、")
    }
}

/// What stands at the foot of every page: enough to tell whose page it is. It goes into a style sheet, so nothing but
/// letters, digits and hyphens is taken over.
fn margin_note(form: &Form) -> String {
    let plain = |text: &str| -> String {
        text.chars()
            .filter(|c| c.is_ascii_alphanumeric() || *c == '-')
            .take(40)
            .collect()
    };
    let number = form
        .document_no
        .as_deref()
        .map_or_else(|| "案".to_owned(), plain);
    format!(
        "{number}　台帳{}・{}",
        form.foot.ledger.size,
        plain(&form.foot.root_short)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::super::looks::{Sample, form};
    use super::*;
    use custody_core::record::Seq;

    #[test]
    fn what_people_wrote_stays_text() {
        let mut nasty = form("5-1", &Sample::asked(), &["R-0001"]);
        let attack =
            "</script><img src=x onerror=alert(1)>\"'{{ 7*7 }}<a href=javascript:alert(1)>";
        attack.clone_into(&mut nasty.addressee);
        attack.clone_into(&mut nasty.issuer[0].value.text);
        nasty.document_no = Some("F05\";}body{display:none}</style>".to_owned());
        let page = to_html(&nasty).unwrap();
        for forbidden in ["<img", "</script", "<a ", "49"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
        assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
        let (style, _) = page.split_once("</style>").unwrap();
        assert!(
            style.contains("content: \"F05bodydisplaynonestyle　台帳3・"),
            "{style}"
        );
        assert_eq!(page.matches("</style>").count(), 1);
    }

    #[test]
    fn a_page_may_load_and_run_nothing() {
        let page = to_html(&form("9", &Sample::destroyed(), &["A-0001/3"])).unwrap();
        assert!(page.contains("content=\"default-src 'none'; style-src 'unsafe-inline'\""));
        for forbidden in [
            "<script", "<img", "<link", "http:", "https:", "url(", "@import",
        ] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn a_page_has_head_foot_and_paper() {
        let page = to_html(&form("7-1", &Sample::return_made(), &["A-0001/1"])).unwrap();
        for expected in [
            "<html lang=\"ja\">",
            "size: A4 portrait",
            "様式第7号の1",
            "<h1>返還書</h1>",
            "F07-0003",
            "第1版",
            "令和6年10月20日",
            "税務課長様",
            "髙﨑 𠮷男",
            "特記事項第13条第2項",
            "9f86d081884c7d65",
            "本書は台帳の記録を転記したものです。",
            "（署名又は記名押印）",
        ] {
            assert!(page.contains(expected), "{expected}");
        }
        assert!(!page.contains(">案<"));
        assert!(
            to_html(&form("3", &Sample::back(), &[]))
                .unwrap()
                .contains("size: A4 landscape")
        );
    }

    #[test]
    fn a_draft_says_so_on_every_page() {
        let mut draft = form("5-1", &Sample::asked(), &["R-0001"]);
        draft.draft = true;
        draft.document_no = None;
        let page = to_html(&draft).unwrap();
        assert!(page.contains("<div class=\"draft\">案</div>"));
    }

    #[test]
    fn the_numbers_of_the_records_are_drawn_together() {
        let mut form = form("3", &Sample::back(), &[]);
        for (records, words) in [
            (vec![], "なし"),
            (vec![4], "4"),
            (vec![4, 5], "4、5"),
            (vec![0, 2, 3, 4, 9], "0、2～4、9"),
            (
                vec![u64::MAX - 1, u64::MAX],
                "18446744073709551614、18446744073709551615",
            ),
        ] {
            form.foot.records = records.into_iter().map(Seq).collect();
            assert_eq!(numbers(&form), words);
        }
    }
}
