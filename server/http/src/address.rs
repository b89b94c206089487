//! Where a request comes from, past the proxies the operator trusts.

use axum::http::HeaderMap;
use std::net::IpAddr;

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
}
