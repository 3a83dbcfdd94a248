//! Text from data, made harmless: what a terminal would obey, or what would deceive a reader, is shown as its number.

use std::borrow::Cow;

/// Escapes control characters, characters that reorder text and characters that cannot be seen, as `<U+202E>`
/// (`reliability.md` H5, H6). Japanese, its variation selectors and its ideographic space stay as they are.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unfit) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unfit(c) {
            out.push_str(&format!("<U+{:04X}>", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// A document as text, the same characters written as `\u202e`: the value is the same, and a terminal obeys none of it.
pub(crate) fn document_text(value: &serde_json::Value) -> String {
    let text = format!("{value:#}");
    // Between the values only line ends are controls; in them serde_json escapes those already.
    let unfit = |c: char| c != '\n' && is_unfit(c);
    if !text.contains(unfit) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if unfit(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out
}

fn is_unfit(c: char) -> bool {
    matches!(c,
        // controls: ESC, CR, backspace, C1 …
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // direction: marks, embeddings, overrides, isolates
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        // no width: joiners, fillers, soft hyphen, byte order mark
        | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}' | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        // line and paragraph separators, interlinear annotation
        | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}'
        // tags
        | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_shown_as_a_number() {
        for (given, shown) in [
            ("a\u{1b}[2Jb", "a<U+001B>[2Jb"),
            ("\u{1b}]52;c;eA==\u{7}", "<U+001B>]52;c;eA==<U+0007>"),
            ("a\rb\u{8}c\n\t", "a<U+000D>b<U+0008>c<U+000A><U+0009>"),
            ("\u{9b}31m", "<U+009B>31m"),
            ("a\u{202e}b\u{2066}c", "a<U+202E>b<U+2066>c"),
            ("a\u{200b}b\u{feff}", "a<U+200B>b<U+FEFF>"),
            ("a\u{e0041}", "a<U+E0041>"),
        ] {
            assert_eq!(visible(given), shown);
        }
    }

    #[test]
    fn a_document_says_the_same_without_what_a_terminal_obeys() {
        let value = serde_json::json!({"path": "a\n\u{1b}\u{9b}\u{202e}\u{e0041}髙", "n": [1]});
        let text = document_text(&value);
        assert!(!text.contains(|c| c != '\n' && is_unfit(c)), "{text}");
        assert_eq!(serde_json::from_str(&text).ok(), Some(value));
    }

    #[test]
    fn japanese_is_left_alone() {
        for name in [
            "髙﨑 𠮷男",
            "葛\u{e0100}城",
            "辻\u{fe00}",
            "ホ゛ー\u{3000}①～〜",
            "外字\u{e000}",
        ] {
            assert!(matches!(visible(name), Cow::Borrowed(_)), "{name}");
        }
    }
}
