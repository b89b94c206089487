//! The live stream: nudges without content. Who hears one refetches; the stream itself is never believed.

use portal_types::notice::Nudge;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{EventSource, MessageEvent};

/// Reads one nudge: three ids, divided by spaces.
fn parse(data: &str) -> Option<Nudge> {
    let mut ids = data.split(' ');
    Some(Nudge {
        patient: ids.next()?.parse().ok()?,
        pool: ids.next()?.parse().ok()?,
        thread: ids.next()?.parse().ok()?,
    })
}

/// Calls back for every nudge, and with `None` whenever the stream (re)opens: something may have been missed, so
/// catch up. The browser reconnects by itself. Returns what ends the stream; call it when the page goes.
pub fn listen(heard: impl Fn(Option<Nudge>) + 'static) -> Option<impl FnOnce()> {
    let source = EventSource::new("/live").ok()?;
    let heard = std::rc::Rc::new(heard);

    let on_open = {
        let heard = heard.clone();
        Closure::<dyn FnMut()>::new(move || heard(None))
    };
    source.set_onopen(Some(on_open.as_ref().unchecked_ref()));
    // The server says so too, when this stream was too slow for it.
    let _ = source.add_event_listener_with_callback("catch-up", on_open.as_ref().unchecked_ref());

    let on_nudge = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(nudge) = event.data().as_string().as_deref().and_then(parse) {
            heard(Some(nudge));
        }
    });
    let _ = source.add_event_listener_with_callback("nudge", on_nudge.as_ref().unchecked_ref());

    // The server ends the stream of a session that is over; trying again would only be refused.
    let ended = source.clone();
    let on_end = Closure::<dyn FnMut()>::new(move || ended.close());
    let _ = source.add_event_listener_with_callback("end", on_end.as_ref().unchecked_ref());

    Some(move || {
        source.close();
        drop((on_open, on_nudge, on_end));
    })
}
