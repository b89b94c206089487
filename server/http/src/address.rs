//! Where a request comes from, past the proxies the operator trusts.

use axum::http::HeaderMap;
use std::net::{IpAddr, Ipv6Addr};

/// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
#[derive(Clone, Debug, Default)]
pub struct Trusted(pub Vec<IpAddr>);

impl Trusted {
    /// The client's address: the nearest hop that is not one of ours. What an untrusted hop claims is worth nothing.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer.to_canonical();
        if !self.0.contains(&nearest) {
            return nearest;
        }
        let hops = headers.get_all("x-forwarded-for").iter().rev().filter_map(|v| v.to_str().ok());
        for hop in hops.flat_map(|line| line.rsplit(',')) {
            let Ok(address) = hop.trim().parse::<IpAddr>() else { return nearest };
            nearest = address.to_canonical();
            if !self.0.contains(&nearest) {
                return nearest;
            }
        }
        nearest
    }
}

/// The unit of a budget: an IPv4 address, or an IPv6 network of /64, which one household or one attacker has whole.
pub(crate) fn budget_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(values: &[&str]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for value in values {
            map.append("x-forwarded-for", value.parse().unwrap());
        }
        map
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let proxy: IpAddr = "10.0.0.1".parse().unwrap();
        let client: IpAddr = "203.0.113.9".parse().unwrap();
        let trusted = Trusted(vec![proxy]);
        assert_eq!(trusted.client(client, &headers(&["198.51.100.1"])), client, "a stranger's claim");
        assert_eq!(trusted.client(proxy, &headers(&["203.0.113.9"])), client);
        assert_eq!(trusted.client(proxy, &headers(&["1.2.3.4, 203.0.113.9"])), client, "the client's own claim");
        assert_eq!(trusted.client(proxy, &headers(&["1.2.3.4", "203.0.113.9, 10.0.0.1"])), client);
        assert_eq!(trusted.client(proxy, &headers(&["nonsense"])), proxy);
        assert_eq!(trusted.client(proxy, &headers(&[])), proxy);
    }

    #[test]
    fn a_budget_is_one_ipv6_network() {
        let a: IpAddr = "2001:db8:1:2:3:4:5:6".parse().unwrap();
        let b: IpAddr = "2001:db8:1:2:ffff::1".parse().unwrap();
        let c: IpAddr = "2001:db8:1:3::1".parse().unwrap();
        assert_eq!(budget_of(a), budget_of(b));
        assert_ne!(budget_of(a), budget_of(c));
    }
}
