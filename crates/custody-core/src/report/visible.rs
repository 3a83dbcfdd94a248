//! Text that people wrote, shown so that it cannot pretend to be something else (`reliability.md` H5, H6).

use std::fmt::Write as _;

/// The text with every character that would act instead of being read shown as `[U+202E]`: control characters, those
/// that turn or isolate the direction of writing, those without width, tag and filler characters.
///
/// Japanese stays as it is, 髙 﨑 𠮷, 外字 of the private use area and variation selectors (葛󠄀) too; a variation selector
/// that follows no character, or another selector, can only hide something and is shown.
///
/// ```
/// use custody_core::report::visible;
/// assert_eq!(visible("髙﨑\u{202e}txt.exe"), "髙﨑[U+202E]txt.exe");
/// assert_eq!(visible("葛\u{e0100}城"), "葛\u{e0100}城");
/// ```
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut can_vary = false;
    for c in text.chars() {
        let selector = is_selector(c);
        if acts(c) || (selector && !can_vary) {
            // Writing to a string cannot fail.
            let _ = write!(shown, "[U+{:04X}]", u32::from(c));
            can_vary = false;
        } else {
            shown.push(c);
            can_vary = !selector && !c.is_whitespace();
        }
    }
    shown
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Has an effect on what stands around it, or takes no room.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // soft hyphen, combining grapheme joiner, Arabic letter mark, Mongolian selectors
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}'
            // zero width, marks of direction, line and paragraph separators, embeddings, overrides
            | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            // word joiner, invisible operators, isolates, deprecated format characters
            | '\u{2060}'..='\u{206f}'
            // byte order mark, interlinear annotation, object replacement
            | '\u{feff}' | '\u{fff9}'..='\u{fffc}'
            // Hangul fillers, which are blank
            | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'
            // musical and shorthand format controls
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            // tags
            | '\u{e0000}'..='\u{e007f}')
}
