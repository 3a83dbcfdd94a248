//! A maker of packages that do not keep what they promise.

use super::*;

/// A package whose manifest promises one thing and whose entries may be another.
pub(super) struct Forged {
    tar: tar::Builder<Vec<u8>>,
}

impl Forged {
    pub(super) fn new(files: &[(&str, u64)]) -> Self {
        let files: Vec<_> = files
            .iter()
            .scan(0, |at, (path, size)| {
                let offset = *at + tape::headers_len(path, *size);
                *at = offset + size + tape::padding(*size);
                Some(serde_json::json!({"path": path, "size": size, "mtime": "2026-11-24T01:00:00Z", "offset": offset}))
            })
            .collect();
        Self::with_manifest(&serde_json::json!({"salt": salt(), "files": files}).to_string())
    }

    pub(super) fn with_manifest(manifest: &str) -> Self {
        let mut forged = Self {
            tar: tar::Builder::new(Vec::new()),
        };
        forged.raw(
            MANIFEST_PATH,
            tar::EntryType::Regular,
            "",
            manifest.as_bytes(),
        );
        forged
    }

    /// An entry with any name and kind.
    pub(super) fn raw(&mut self, name: &str, kind: tar::EntryType, link: &str, content: &[u8]) {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.as_old_mut().linkname[..link.len()].copy_from_slice(link.as_bytes());
        header.set_entry_type(kind);
        header.set_size(content.len() as u64);
        header.set_mode(0o6755);
        header.set_cksum();
        self.tar.append(&header, content).unwrap();
    }

    pub(super) fn file(mut self, name: &str, content: &[u8]) -> Self {
        self.raw(name, tar::EntryType::Regular, "", content);
        self
    }

    pub(super) fn digests(self, files: &[(&str, &[u8])]) -> Self {
        let files: Vec<_> = files
            .iter()
            .map(|(path, content)| {
                serde_json::json!({"path": path, "blake3": crate::seal::Blake3Digest::of(content)})
            })
            .collect();
        let list = serde_json::json!({"salt": salt(), "files": files}).to_string();
        self.file(DIGESTS_PATH, list.as_bytes())
    }

    pub(super) fn bytes(self) -> Vec<u8> {
        self.tar.into_inner().unwrap()
    }
}

pub(super) fn salt() -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(SALT)
}
