//! What age's plugins say and ask while a file is sealed or opened: a touch of the key, a PIN.

use crate::ask::Ask;
use crate::platform;
use crate::ui::Ui;
use crate::wording::say;
use custody_core::seal::PluginPrompt;
use std::io::{self, IsTerminal as _};
use std::sync::Arc;
use zeroize::Zeroizing;

/// Shows what a plugin says, and asks what it asks where somebody sits at a terminal. Elsewhere it
/// is told that nobody can be asked, and fails for itself.
pub(crate) struct Shown(Ui);

impl Shown {
    pub(crate) fn on(ui: Ui) -> Arc<dyn PluginPrompt> {
        Arc::new(Self(ui))
    }
}

impl PluginPrompt for Shown {
    fn message(&self, text: &str) {
        self.0.tell(&say!("plugin-says", text = text));
    }

    fn confirm(&self, text: &str, yes: &str, no: Option<&str>) -> Option<bool> {
        self.message(text);
        let mut offered = vec![(true, yes.to_owned())];
        offered.extend(no.map(|no| (false, no.to_owned())));
        Ask::new(self.0, false)
            .choice(None, "plugin", &say!("plugin-choose"), &offered)
            .ok()
    }

    fn line(&self, text: &str) -> Option<String> {
        self.message(text);
        Ask::new(self.0, false)
            .text(None, "plugin", &say!("plugin-line"))
            .ok()
    }

    fn secret(&self, text: &str) -> Option<Zeroizing<String>> {
        self.message(text);
        if !io::stdin().is_terminal() {
            return None;
        }
        let question = say!("ask", question = say!("plugin-secret"));
        self.0.ask(&self.0.text(&question));
        let line = platform::secret_line().ok()?;
        let text = std::str::from_utf8(&line).ok()?;
        Some(Zeroizing::new(text.to_owned()))
    }
}
