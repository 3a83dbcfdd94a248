//! Chromium, started once and told over a pipe what to open, to measure and to print: what a person sees who prints a
//! form. Its protocol is the DevTools one: JSON messages, each ended by a zero byte.

use base64::Engine as _;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader, ErrorKind, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// One browser with one page.
pub struct Browser {
    process: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    sent: u64,
    session: Option<String>,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts it; none where no Chromium is installed.
    #[must_use]
    pub fn start() -> Option<Self> {
        let profile = tempfile::tempdir().unwrap();
        // The pipes are to be its descriptors 3 and 4; what it says to people is of no interest.
        let start = r#"exec chromium --headless --no-sandbox --disable-gpu --user-data-dir="$0" \
            --remote-debugging-pipe about:blank 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;
        let installed = Command::new("chromium").arg("--version").output();
        match installed {
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            installed => assert!(installed.unwrap().status.success(), "chromium runs"),
        }
        let mut process = Command::new("sh")
            .args(["-c", start])
            .arg(profile.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut browser = Self {
            to: process.stdin.take().unwrap(),
            from: BufReader::new(process.stdout.take().unwrap()),
            process,
            sent: 0,
            session: None,
            _profile: profile,
        };
        let target = browser.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.ask("Target.attachToTarget", attach);
        browser.session = Some(session["sessionId"].as_str().unwrap().to_owned());
        browser.ask("Page.enable", json!({}));
        browser.ask("Emulation.setEmulatedMedia", json!({ "media": "print" }));
        Some(browser)
    }

    /// Opens a file and waits until it is laid out, as wide as the paper's inside: `millimetres`.
    pub fn open(&mut self, file: &Path, millimetres: f64) {
        let width = (millimetres * 96.0 / 25.4).ceil();
        let size =
            json!({ "width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", size);
        let mut address = "file://".to_owned();
        for byte in file.to_str().unwrap().bytes() {
            if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
                address.push(byte.into());
            } else {
                address.push_str(&format!("%{byte:02X}"));
            }
        }
        self.send("Page.navigate", json!({ "url": address }));
        while self.next()["method"] != "Page.loadEventFired" {}
    }

    /// What a script answers, as JSON.
    pub fn answer(&mut self, script: &str) -> Value {
        let script = json!({ "expression": script, "returnByValue": true });
        let answer = self.ask("Runtime.evaluate", script);
        assert!(answer["exceptionDetails"].is_null(), "{answer}");
        answer["result"]["value"].clone()
    }

    /// The page as PDF, on the paper that its style sheet names.
    pub fn pdf(&mut self) -> Vec<u8> {
        let how = json!({ "preferCSSPageSize": true, "printBackground": false });
        let printed = self.ask("Page.printToPDF", how);
        let data = printed["data"].as_str().unwrap();
        base64::engine::general_purpose::STANDARD
            .decode(data)
            .unwrap()
    }

    fn send(&mut self, method: &str, params: Value) -> u64 {
        self.sent += 1;
        let mut message = json!({ "id": self.sent, "method": method, "params": params });
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.to
            .write_all(format!("{message}\0").as_bytes())
            .unwrap();
        self.to.flush().unwrap();
        self.sent
    }

    fn next(&mut self) -> Value {
        let mut message = Vec::new();
        self.from.read_until(0, &mut message).unwrap();
        assert_eq!(message.pop(), Some(0), "the browser has gone");
        serde_json::from_slice(&message).unwrap()
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let number = self.send(method, params);
        loop {
            let mut message = self.next();
            if message["id"] == number {
                assert!(message["error"].is_null(), "{method}: {message}");
                return message["result"].take();
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have gone by itself; its profile folder goes after it.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
