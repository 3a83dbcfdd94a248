//! The checks around age's X25519 keys, which the age crate itself makes.

use age::Identity as _;
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

/// The scalar zero (2²⁵⁴ once clamped), nobody's key: any scalar finds a point of low order out.
const PROBE: &str = "AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ8H00W3";

/// Whether everybody could open what is sealed to this key: a point of low order makes the shared
/// secret zero (RFC 7748, 6.1). Asked of the reading side, which answers instead of panicking.
pub(super) fn low_order(recipient: &str) -> bool {
    let bytes = age_core::primitives::bech32_decode(
        recipient,
        |_| (),
        |_| Ok(()),
        |_, bytes| Ok(bytes.collect::<Vec<u8>>()),
    );
    let Ok(bytes) = bytes else { return true };
    let stanza = age_core::format::Stanza {
        tag: "X25519".to_owned(),
        args: vec![STANDARD_NO_PAD.encode(bytes)],
        body: vec![0; 32],
    };
    match PROBE.parse::<age::x25519::Identity>() {
        Ok(probe) => probe.unwrap_stanza(&stanza).is_some(),
        Err(_) => true,
    }
}
