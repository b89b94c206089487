//! What is taken away at one node is gone at the other.

use crate::House;
use crate::people::{Known, Person, intent, word};
use crate::stream::{Said, soon};
use std::net::SocketAddr;

const INBOX: &str = "/api/messages/inbox";

/// Somebody writes for a patient; the thread.
async fn writes(person: &Person, node: SocketAddr, chart: &str, pool: &str) -> String {
    let form = format!(
        "patient={chart}&pool={pool}&topic=general&subject=School&body=Is+a+note+needed%3F&acknowledged=on&intent={}",
        intent()
    );
    word(&person.asks(node, "/api/messages/start", &form).await["thread"])
}

/// A teen sets her father aside at A. His stream at B is told within a second and hears nothing of her any more, though
/// it goes on for his other child; his next request for her chart is refused at both nodes.
pub async fn who_is_set_aside_hears_nothing_more_at_the_other_node(house: &House) {
    let House { a, b, maya, daniel, kofi, .. } = house;
    let (chart, pools) = (&maya.chart, kofi.pools(*a).await);
    let pool = pools.first().expect("his pool");
    let household = daniel.asks(*b, "/api/representatives/household", "").await;
    let mut charts = household["people"].as_array().unwrap().iter().map(|person| word(&person["patient"]));
    let child = charts.find(|of| of != chart).expect("another child");
    let (mut his, mut hers) = (daniel.listens(*b).await, maya.listens(*b).await);

    let thread = writes(daniel, *a, chart, pool).await;
    let by = soon();
    assert_eq!(his.next(by).await, Some(Said::news(chart, &thread)), "not yet");
    assert_eq!(hers.next(by).await, Some(Said::news(chart, &thread)));
    let of_her = format!("patient={chart}");
    for node in [*a, *b] {
        assert_eq!(daniel.call(node, INBOX, &of_her).await.status, 200, "not yet");
    }

    let grants = maya.asks(*a, "/api/representatives/list", &of_her).await;
    let rows = grants["rows"].as_array().unwrap();
    let grant = word(&rows.iter().find(|row| row["name"] == "Daniel Shaw").expect("his grant")["grant"]);
    maya.asks(*a, "/api/representatives/suspend", &format!("{of_her}&grant={grant}")).await;
    assert_eq!(his.next(soon()).await, Some(Said::CatchUp), "told at B within a second");
    for node in [*b, *a] {
        assert_eq!(daniel.call(node, INBOX, &of_her).await.status, 404);
    }

    kofi.asks(*a, "/api/desk/reply", &format!("thread={thread}&body=Not+yet.&intent={}", intent())).await;
    assert_eq!(hers.next_news(soon()).await, Some(Said::news(chart, &thread)), "it has come to B");
    let other = writes(daniel, *a, &child, pool).await;
    assert_eq!(his.next_news(soon()).await, Some(Said::news(&child, &other)), "what he hears next is not of her");
}

/// Somebody ends all other sessions at A. One that was used at B is refused there at once, and its stream ends within a
/// second.
pub async fn ending_sessions_ends_a_stream_at_the_other_node(known: &Known, a: SocketAddr, b: SocketAddr) {
    let (here, there) = (known.at_home("patient", a).await, known.at_home("patient", b).await);
    let mut stream = there.listens(b).await;
    let own = format!("patient={}", here.chart);
    assert_eq!(there.call(b, INBOX, &own).await.status, 200, "not yet");
    here.asks(a, "/api/security/end-sessions", "").await;
    let by = soon();
    assert_eq!(stream.next_news(by).await, Some(Said::Over), "the stream at B ends");
    assert_eq!(there.call(b, INBOX, &own).await.status, 401);
    assert_eq!(here.call(b, INBOX, &own).await.status, 200, "her own session goes on");
}
