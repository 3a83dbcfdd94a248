//! What age's plugins say while a file is sealed or opened.

use crate::ui::Ui;
use crate::wording::say;
use custody_core::seal::PluginPrompt;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Shows what a plugin says, such as that a key wants to be touched. It is asked nothing: a plugin
/// that needs a PIN asks for it by its own means, or fails and says so.
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

    fn confirm(&self, text: &str, _: &str, _: Option<&str>) -> Option<bool> {
        self.message(text);
        None
    }

    fn line(&self, text: &str) -> Option<String> {
        self.message(text);
        None
    }

    fn secret(&self, text: &str) -> Option<Zeroizing<String>> {
        self.message(text);
        None
    }
}
