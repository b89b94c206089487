//! What a door knows of a caller before anybody has looked at the database.

use portal_types::account::Lang;
use std::net::{IpAddr, Ipv6Addr};

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
    /// What this device keeps of those who have signed in on it, from its cookie.
    pub known: Option<String>,
    /// The secret of a sign-in whose second step is open, from its cookie.
    pub half: Option<String>,
    /// The number of the ticket that this browser has just sent, from its cookie.
    pub ticket: Option<String>,
}

impl Visitor {
    /// Somebody new.
    pub fn new(address: IpAddr, lang: Lang) -> Self {
        let device = String::new();
        Self {
            session: None,
            enrollment: None,
            address,
            lang,
            device,
            remembered: None,
            known: None,
            half: None,
            ticket: None,
        }
    }

    /// What this caller's tries are counted by.
    pub fn budget(&self) -> IpAddr {
        Self::budget_of(self.address)
    }

    /// The unit of a budget: an IPv4 address, or an IPv6 network of /64, which one household or one attacker has whole.
    pub fn budget_of(address: IpAddr) -> IpAddr {
        match address.to_canonical() {
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
            v4 => v4,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Visitor;
    use portal_types::account::Lang;
    use std::net::IpAddr;

    #[test]
    fn a_budget_is_one_ipv4_address_or_one_ipv6_network() {
        let budget = |address: &str| Visitor::new(address.parse::<IpAddr>().unwrap(), Lang::En).budget();
        assert_eq!(budget("2001:db8:1:2:3:4:5:6"), budget("2001:db8:1:2:ffff::1"));
        assert_ne!(budget("2001:db8:1:2::1"), budget("2001:db8:1:3::1"));
        assert_ne!(budget("203.0.113.9"), budget("203.0.113.10"));
        // An IPv4 address in IPv6's clothes: masked, all of them would be one.
        assert_eq!(budget("::ffff:203.0.113.9"), budget("203.0.113.9"));
        assert_ne!(budget("::ffff:203.0.113.9"), budget("::ffff:203.0.113.10"));
    }
}
