//! What a door knows of a caller before anybody has looked at the database.

use portal_types::account::Lang;
use std::net::IpAddr;

/// The caller as the request shows it. Has no `Debug`: it holds secrets of the session.
#[derive(Clone)]
pub struct Visitor {
    /// The session's secret, from its cookie.
    pub session: Option<String>,
    /// The enrollment's secret, from its cookie.
    pub enrollment: Option<String>,
    /// Where the request comes from, after the trusted proxies.
    pub address: IpAddr,
    /// The language to answer in.
    pub lang: Lang,
    /// What kind of browser it is, in a few words: "Chrome, Android".
    pub device: String,
    /// The secret of a remembered device, from its cookie.
    pub remembered: Option<String>,
    /// The secret of a sign-in whose second step is open, from its cookie.
    pub half: Option<String>,
}

impl Visitor {
    /// Somebody new.
    pub fn new(address: IpAddr, lang: Lang) -> Self {
        let device = String::new();
        Self { session: None, enrollment: None, address, lang, device, remembered: None, half: None }
    }
}
