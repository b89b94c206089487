//! What is done at one node is heard at the other, and shown there.

use crate::House;
use crate::people::{intent, word};
use crate::stream::{Said, soon};
use portal_types::day::Day;
use serde_json::Value;

/// The newest message of a thread.
fn newest(thread: &Value) -> String {
    word(&thread["messages"]["rows"][0]["body"])
}

/// A nurse answers at A and the patient hears it at B, then the other way round.
pub async fn an_answer_is_heard_at_the_other_node(house: &House) {
    let House { a, b, jose, nadia, .. } = house;
    let chart = &jose.chart;
    let inbox = jose.asks(*b, "/api/messages/inbox", &format!("patient={chart}")).await;
    let thread = word(&inbox["page"]["rows"][0]["thread"]);
    let news = || Some(Said::news(chart, &thread));
    let (mut home, mut desk) = (jose.listens(*b).await, nadia.listens(*a).await);

    let answer = format!("thread={thread}&body=No+hace+falta.&intent={}", intent());
    nadia.asks(*a, "/api/desk/reply", &answer).await;
    let by = soon();
    assert_eq!(home.next(by).await, news(), "at B within a second");
    assert_eq!(desk.next(by).await, news(), "and at A, where it was done");
    let shown = jose.asks(*b, "/api/messages/thread", &format!("patient={chart}&thread={thread}")).await;
    assert_eq!(newest(&shown), "No hace falta.");

    let reply = format!("patient={chart}&thread={thread}&body=Muchas+gracias.&intent={}", intent());
    jose.asks(*b, "/api/messages/reply", &reply).await;
    assert_eq!(desk.next(soon()).await, news(), "at A within a second");
    let shown = nadia.asks(*a, "/api/desk/thread", &format!("thread={thread}")).await;
    assert_eq!(newest(&shown), "Muchas gracias.");
}

const APPOINTMENT: &str = "/api/asks/appointment";

/// So often one form is sent to both nodes at one moment.
const TWICE: usize = 5;

/// A patient asks for a visit at A, and the office hears it at B. The same form at both nodes at one moment is one ask
/// with one answer.
pub async fn an_ask_is_heard_at_the_other_node_and_made_once(house: &House) {
    let House { a, b, jose, nadia, .. } = house;
    let chart = &jose.chart;
    let pools = nadia.pools(*b).await;
    let options = jose.asks(*a, "/api/asks/options", &format!("patient={chart}&kind=appointment")).await;
    let mut offices = options["offices"].as_array().unwrap().iter().map(|office| word(&office["pool"]));
    let pool = offices.find(|pool| pools.contains(pool)).expect("an office of hers");
    let today: Day = word(&options["today"]).parse().unwrap();
    let day = Day::from_epoch(today.epoch() + 10);
    let wish = || {
        format!(
            "patient={chart}&pool={pool}&reason=Un+control.&visit=in_person&window1_month={}&window1_day={}\
             &window1_year={}&acknowledged=on&intent={}",
            day.month(),
            day.day(),
            day.year(),
            intent()
        )
    };
    let open = async || {
        let list = jose.asks(*b, "/api/asks/list", &format!("patient={chart}")).await;
        list["open"].as_array().unwrap().len()
    };
    let before = open().await;
    let mut desk = nadia.listens(*b).await;

    let asked = jose.asks(*a, APPOINTMENT, &wish()).await;
    let by = soon();
    let ask = word(&asked["ask"]);
    assert!(desk.tells(&Said::news(chart, &ask), by).await, "the desk at B hears it within a second");
    let shown = nadia.asks(*b, "/api/asks/desk-open", &format!("ask={ask}")).await;
    assert_eq!(word(&shown["view"]["ask"]), ask);

    for _ in 0..TWICE {
        let wish = wish();
        let (here, there) = tokio::join!(jose.call(*a, APPOINTMENT, &wish), jose.call(*b, APPOINTMENT, &wish));
        assert_eq!((here.status, there.status), (200, 200), "{} {}", here.body, there.body);
        assert_eq!(here.body, there.body, "one intent has one answer");
    }
    assert_eq!(open().await, before + 1 + TWICE, "and is one ask");
}
