//! The live stream: nudges without content. Who hears one refetches; the stream itself is never believed.
//!
//! A page has one stream, however many parts of it listen: over HTTP/1.1 a browser holds six connections to a site.

use portal_types::notice::{About, Nudge};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{EventSource, MessageEvent};

type Hearer = Rc<dyn Fn(Option<Nudge>)>;

/// The open stream, with what it calls.
struct Stream {
    source: EventSource,
    _on_open: Closure<dyn FnMut()>,
    _on_nudge: Closure<dyn FnMut(MessageEvent)>,
    _on_end: Closure<dyn FnMut()>,
}

#[derive(Default)]
struct Live {
    stream: Option<Stream>,
    hearers: Vec<(u32, Hearer)>,
    next: u32,
}

thread_local! {
    static LIVE: RefCell<Live> = RefCell::default();
}

/// Reads one nudge: three ids, divided by spaces.
fn parse(data: &str) -> Option<Nudge> {
    let mut ids = data.split(' ');
    Some(Nudge {
        patient: ids.next()?.parse().ok()?,
        pool: ids.next()?.parse().ok()?,
        thread: ids.next()?.parse().ok()?,
        // The server alone judges by these; who hears a nudge compares its ids and asks.
        private: false,
        about: About::Thread,
    })
}

/// Tells everybody. Who hears may begin or stop listening meanwhile.
fn tell(nudge: Option<Nudge>) {
    let hearers: Vec<Hearer> = LIVE.with_borrow(|live| live.hearers.iter().map(|(_, hearer)| hearer.clone()).collect());
    for hearer in hearers {
        hearer(nudge);
    }
}

fn open() -> Option<Stream> {
    let source = EventSource::new("/live").ok()?;
    let on_open = Closure::<dyn FnMut()>::new(|| tell(None));
    source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    // The server says so too, when this stream was too slow for it.
    let _ = source.add_event_listener_with_callback("catch-up", on_open.as_ref().unchecked_ref());

    let on_nudge = Closure::<dyn FnMut(MessageEvent)>::new(|event: MessageEvent| {
        if let Some(nudge) = event.data().as_string().as_deref().and_then(parse) {
            tell(Some(nudge));
        }
    });
    let _ = source.add_event_listener_with_callback("nudge", on_nudge.as_ref().unchecked_ref());

    // The server ends the stream of a session that is over; trying again would only be refused.
    let ended = source.clone();
    let on_end = Closure::<dyn FnMut()>::new(move || ended.close());
    let _ = source.add_event_listener_with_callback("end", on_end.as_ref().unchecked_ref());
    Some(Stream { source, _on_open: on_open, _on_nudge: on_nudge, _on_end: on_end })
}

/// Calls back for every nudge, and with `None` whenever the stream (re)opens: something may have been missed, so
/// catch up. The browser reconnects by itself. Returns what ends the listening; call it when the listener goes.
pub fn listen(heard: impl Fn(Option<Nudge>) + 'static) -> Option<impl FnOnce()> {
    let heard: Hearer = Rc::new(heard);
    let (id, late) = LIVE.with_borrow_mut(|live| {
        if live.stream.is_none() {
            live.stream = Some(open()?);
        }
        let late = live.stream.as_ref().is_some_and(|stream| stream.source.ready_state() == EventSource::OPEN);
        live.next += 1;
        live.hearers.push((live.next, heard.clone()));
        Some((live.next, late))
    })?;
    // The stream opened before this listener came: what it shows may be older than the last nudge.
    if late {
        crate::session::after(0, move || heard(None));
    }
    Some(move || {
        // The stream lives on until nobody listens. Closed outside of the borrow: closing may call back.
        let over = LIVE.with_borrow_mut(|live| {
            live.hearers.retain(|(other, _)| *other != id);
            if live.hearers.is_empty() { live.stream.take() } else { None }
        });
        if let Some(stream) = over {
            stream.source.close();
        }
    })
}
