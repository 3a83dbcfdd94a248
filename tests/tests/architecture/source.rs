//! Reads Rust source just far enough to say which paths it writes: comments, strings and test code are left out.

/// A piece of source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    Word(String),
    /// `::`
    Sep,
    Sign(char),
}

/// What one source file says, without its comments, strings and test code.
pub struct Source {
    tokens: Vec<Token>,
    /// Names of the modules that it declares for tests only, as `#[cfg(test)] mod name;`.
    pub test_modules: Vec<String>,
}

/// A path as written, made absolute where it begins with `crate`, `self` or `super`.
/// The last part of a macro's path ends with `!`.
pub type Path = Vec<String>;

impl Source {
    pub fn read(text: &str) -> Self {
        let mut source = Self {
            tokens: tokens(text),
            test_modules: Vec::new(),
        };
        source.drop_test_code();
        source
    }

    /// Every path that the file writes. `module` is the file's own, such as `["record", "calendar"]`.
    pub fn paths(&self, module: &[String]) -> Vec<Path> {
        let mut found = Vec::new();
        let mut here = module.to_vec();
        let mut inline = Vec::new(); // for each inline module, the depth of braces that it ends at
        let mut depth = 0;
        let mut at = 0;
        while let Some(token) = self.tokens.get(at) {
            match token {
                Token::Sign('{') => depth += 1,
                Token::Sign('}') => {
                    depth -= 1;
                    if inline.last() == Some(&depth) {
                        inline.pop();
                        here.pop();
                    }
                }
                Token::Word(word) if word == "mod" => {
                    if let (Some(Token::Word(name)), Some(Token::Sign('{'))) =
                        (self.tokens.get(at + 1), self.tokens.get(at + 2))
                    {
                        here.push(name.clone());
                        inline.push(depth);
                        depth += 1;
                        at += 3;
                        continue;
                    }
                }
                Token::Word(_) => {
                    at = self.path(at, Vec::new(), &here, &mut found);
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        found
    }

    /// Reads the path that begins at `at`, and the group it may end in; answers where it ends.
    fn path(&self, mut at: usize, mut path: Path, here: &[String], found: &mut Vec<Path>) -> usize {
        loop {
            match self.tokens.get(at) {
                Some(Token::Word(word)) => path.push(word.clone()),
                Some(Token::Sign('*')) if !path.is_empty() => path.push("*".into()),
                Some(Token::Sign('{')) if !path.is_empty() => {
                    at += 1;
                    while !matches!(self.tokens.get(at), None | Some(Token::Sign('}'))) {
                        match self.tokens.get(at) {
                            Some(Token::Word(_)) => at = self.path(at, path.clone(), here, found),
                            _ => at += 1,
                        }
                    }
                    return at + 1;
                }
                _ => break,
            }
            at += 1;
            if self.tokens.get(at) != Some(&Token::Sep) {
                break;
            }
            at += 1;
        }
        let is_macro = self.tokens.get(at) == Some(&Token::Sign('!'))
            && self.tokens.get(at + 1) != Some(&Token::Sign('='));
        if let (true, Some(last)) = (is_macro, path.last_mut()) {
            last.push('!');
        }
        found.push(absolute(path, here));
        at
    }

    /// Whether a `cfg` asks for a system: `cfg(unix)`, `cfg_attr(windows, …)`, `cfg!(target_os = …)`.
    pub fn asks_for_a_system(&self) -> bool {
        let systems = ["unix", "windows", "target_os", "target_family"];
        let is_cfg = |token: &Token| matches!(token, Token::Word(word) if word == "cfg" || word == "cfg_attr");
        let mut at_cfg = (0..self.tokens.len()).filter(|at| is_cfg(&self.tokens[*at]));
        at_cfg.any(|at| {
            self.bracket(at + 1)
                .iter()
                .any(|word| systems.contains(&word.as_str()))
        })
    }

    /// The words within the pair of round brackets that opens at `at`, or after a `!` there.
    fn bracket(&self, at: usize) -> Vec<String> {
        let mut words = Vec::new();
        let mut depth = 0;
        for token in self.tokens.iter().skip(at) {
            match token {
                Token::Sign('!') if depth == 0 => {}
                Token::Sign('(') => depth += 1,
                Token::Sign(')') => {
                    depth -= 1;
                    if depth == 0 {
                        break;
                    }
                }
                _ if depth == 0 => break,
                Token::Word(word) => words.push(word.clone()),
                _ => {}
            }
        }
        words
    }

    /// A module's tests may build their input with any other module and read files, so they are left out.
    fn drop_test_code(&mut self) {
        let mark: Vec<Token> = tokens("#[cfg(test)]");
        let mut kept = Vec::with_capacity(self.tokens.len());
        let mut at = 0;
        while at < self.tokens.len() {
            if self.tokens[at..].starts_with(&mark) {
                at = self.after_item(at + mark.len());
            } else {
                kept.push(self.tokens[at].clone());
                at += 1;
            }
        }
        self.tokens = kept;
    }

    /// Where the item that begins at `at` ends: after its `;`, or after its block.
    fn after_item(&mut self, mut at: usize) -> usize {
        let mut depth = 0;
        while let Some(token) = self.tokens.get(at) {
            match token {
                Token::Word(word) if word == "mod" && depth == 0 => {
                    if let (Some(Token::Word(name)), Some(Token::Sign(';'))) =
                        (self.tokens.get(at + 1), self.tokens.get(at + 2))
                    {
                        self.test_modules.push(name.clone());
                    }
                }
                Token::Sign('{' | '(' | '[') => depth += 1,
                Token::Sign(sign @ ('}' | ')' | ']')) => {
                    depth -= 1;
                    if depth == 0 && *sign == '}' {
                        return at + 1;
                    }
                }
                Token::Sign(';') if depth == 0 => return at + 1,
                _ => {}
            }
            at += 1;
        }
        at
    }
}

fn absolute(path: Path, here: &[String]) -> Path {
    let mut rest = path.as_slice();
    let mut base = match rest.first().map(String::as_str) {
        Some("self" | "super") => here.to_vec(),
        _ => return path,
    };
    while let Some(first) = rest.first() {
        match first.as_str() {
            "self" => {}
            "super" => drop(base.pop()),
            _ => break,
        }
        rest = &rest[1..];
    }
    ["crate".to_owned()]
        .into_iter()
        .chain(base)
        .chain(rest.iter().cloned())
        .collect()
}

/// The source in pieces, without comments and without what stands in strings and characters.
fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if rest.starts_with("/*") {
            rest = after_block_comment(rest);
        } else if let Some(after) = after_string(rest) {
            rest = after;
        } else if rest.starts_with("::") {
            out.push(Token::Sep);
            rest = &rest[2..];
        } else if is_word(c) {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            out.push(Token::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        } else {
            if !c.is_whitespace() {
                out.push(Token::Sign(c));
            }
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn after_block_comment(text: &str) -> &str {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    &text[at.min(text.len())..]
}

/// What follows the string or character that the text begins with, where it begins with one.
fn after_string(text: &str) -> Option<&str> {
    let body = text.trim_start_matches(['b', 'c', 'r']);
    let prefix = &text[..text.len() - body.len()];
    if !["", "b", "c", "r", "br", "cr"].contains(&prefix) {
        return None;
    }
    if prefix.ends_with('r') {
        let quoted = body.trim_start_matches('#');
        let end = format!("\"{}", "#".repeat(body.len() - quoted.len()));
        let inside = quoted.strip_prefix('"')?;
        return Some(inside.find(&end).map_or("", |at| &inside[at + end.len()..]));
    }
    if let Some(inside) = body.strip_prefix('"') {
        return Some(after_quote(inside, '"'));
    }
    let inside = body.strip_prefix('\'')?;
    let mut chars = inside.chars();
    let first = chars.next()?;
    // 'a' is a character; 'a without the second quote is a lifetime, and then only the quote goes.
    let is_char = first == '\\' || chars.next() == Some('\'');
    Some(if is_char {
        after_quote(inside, '\'')
    } else {
        inside
    })
}

fn after_quote(inside: &str, quote: char) -> &str {
    let mut escaped = false;
    for (at, c) in inside.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return &inside[at + c.len_utf8()..],
            _ => {}
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str, module: &[&str]) -> Vec<String> {
        let module: Vec<String> = module.iter().map(ToString::to_string).collect();
        Source::read(text)
            .paths(&module)
            .iter()
            .map(|p| p.join("::"))
            .filter(|p| p.contains("::"))
            .collect()
    }

    #[test]
    fn every_path_of_a_group_is_found() {
        let text = "use crate::{a::{b, c as d}, e, f::*}; fn g() -> std::io::Result<crate::h::I> { crate::j::k() }";
        let found = paths(text, &[]);
        for wanted in [
            "crate::a::b",
            "crate::a::c",
            "crate::e",
            "crate::f::*",
            "std::io::Result",
            "crate::h::I",
            "crate::j::k",
        ] {
            assert!(found.iter().any(|p| p == wanted), "{wanted} in {found:?}");
        }
    }

    #[test]
    fn a_relative_path_is_made_absolute() {
        assert_eq!(paths("use super::a::B;", &["x", "y"]), ["crate::x::a::B"]);
        assert_eq!(
            paths("use super::super::a::B;", &["x", "y"]),
            ["crate::a::B"]
        );
        assert_eq!(
            paths("mod z { use super::super::a::B; } use self::c::D;", &["x"]),
            ["crate::a::B", "crate::x::c::D"]
        );
    }

    #[test]
    fn comments_strings_and_tests_are_left_out() {
        let text = r####"
            //! crate::a::A
            /* crate::b::B /* crate::c::C */ crate::d::D */
            const S: &str = "crate::e::E \" crate::f::F";
            const R: &str = r#"crate::g::G " crate::h::H"#;
            const C: [char; 2] = ['"', '\''];
            fn life<'a>(x: &'a str) -> crate::i::I<'a> { x.into() }
            #[cfg(test)]
            mod tests { use crate::j::J; fn f() { {} } }
            #[cfg(test)]
            pub(crate) mod vectors;
            #[cfg(test)]
            use crate::k::K;
        "####;
        assert_eq!(paths(text, &[]), ["crate::i::I"]);
        assert_eq!(Source::read(text).test_modules, ["vectors"]);
    }

    #[test]
    fn a_macro_is_told_from_a_comparison() {
        let found = Source::read("println!(\"x\"); if a != b {} std::dbg!(c)").paths(&[]);
        let found: Vec<String> = found.iter().map(|p| p.join("::")).collect();
        assert!(
            found.contains(&"println!".into()) && found.contains(&"std::dbg!".into()),
            "{found:?}"
        );
        assert!(found.contains(&"a".into()), "{found:?}");
    }
}
