//! Text that acts is shown, Japanese stays (`reliability.md` H5, H6).

use custody_core::report::visible;

#[test]
fn japanese_stays_as_it_is() {
    for text in [
        "髙﨑 𠮷男",
        "邉\u{e0101}",
        "が\u{3099}",
        "①㈱～−ホ\u{9b8e}",
        "外字\u{e000}",
        "全角\u{3000}空白",
        "❤\u{fe0f}",
    ] {
        assert_eq!(visible(text), text);
    }
}

#[test]
fn what_would_act_is_shown() {
    for (text, shown) in [
        ("a\u{1b}[31mb", "a[U+001B][31mb"),
        ("\u{1b}]52;c;x\u{7}", "[U+001B]]52;c;x[U+0007]"),
        ("a\r\nb\u{8}", "a[U+000D][U+000A]b[U+0008]"),
        ("\u{9b}31m", "[U+009B]31m"),
        ("\u{202e}\u{2066}\u{200b}", "[U+202E][U+2066][U+200B]"),
        ("\u{feff}a\u{200d}", "[U+FEFF]a[U+200D]"),
        ("\u{e0041}", "[U+E0041]"),
        ("\u{e0100}葛", "[U+E0100]葛"),
        ("葛\u{e0100}\u{e0101}", "葛\u{e0100}[U+E0101]"),
        (" \u{fe0f}", " [U+FE0F]"),
    ] {
        assert_eq!(visible(text), shown, "{text:?}");
    }
}
