//! Whoever guesses gains nothing by trying at two nodes.

use crate::House;
use crate::people::{Known, address, now};
use crate::web::{self, Reply};
use portal_types::code::ActivationCode;

const SIGN_IN: &str = "/api/accounts/sign-in";

/// Whether a try was judged, and found wrong; else it was told to wait by what is counted, not by an address's budget,
/// which says nothing of itself.
fn is_judged(reply: &Reply) -> bool {
    match reply.status {
        401 => true,
        429 if reply.body.contains("TooOften") => false,
        status => panic!("neither wrong nor too often: {status} {}", reply.body),
    }
}

/// Wrong passwords of one name at both nodes at one moment: five are judged, not five at each. Then even the
/// right one has to wait at both.
pub async fn wrong_passwords_climb_one_ladder(house: &House, known: &Known) {
    let nodes = [house.a, house.b];
    let wrong = format!("username={}&password=not+the+right+password", known.username("representative"));
    let tries: Vec<_> = (0..8)
        .map(|n| {
            let (node, wrong) = (nodes[n % 2], wrong.clone());
            tokio::spawn(async move { is_judged(&web::call(node, address(), "", SIGN_IN, &wrong).await.unwrap()) })
        })
        .collect();
    let mut judged = 0;
    for tried in tries {
        judged += usize::from(tried.await.unwrap());
    }
    assert_eq!(judged, 5);
    for node in nodes {
        let right = web::call(node, address(), "", SIGN_IN, &known.form("representative")).await.unwrap();
        assert!(!is_judged(&right), "it was judged: {}", right.body);
    }
}

/// Wrong activation codes of one address at both nodes at one moment: twenty an hour are judged, not twenty at
/// each.
pub async fn wrong_codes_of_an_address_are_one_count(house: &House) {
    const HOUR: i64 = 3_600_000;
    let nodes = [house.a, house.b];
    let code = ActivationCode::draw([7; 9]);
    let form = format!("code={}&born_month=1&born_day=2&born_year=1980", code.plain());
    // Hours are the clock's: one that ends meanwhile begins a new count.
    loop {
        let (hour, from) = (now() / HOUR, address());
        let tries: Vec<_> = (0..4)
            .map(|n| {
                let (node, form) = (nodes[n % 2], form.clone());
                tokio::spawn(async move {
                    let mut judged = 0;
                    for _ in 0..6 {
                        let reply = web::call(node, from, "", "/api/enrollment/activate", &form).await.unwrap();
                        judged += usize::from(is_judged(&reply));
                    }
                    judged
                })
            })
            .collect();
        let mut judged = 0;
        for tried in tries {
            judged += tried.await.unwrap();
        }
        if now() / HOUR == hour {
            assert_eq!(judged, 20);
            return;
        }
    }
}
