//! The letter with the activation code, to be printed and handed over. Only it goes on paper.

use leptos::prelude::*;
use portal_kit::boot::{use_boot, use_words};
use portal_kit::{Actions, Button, ButtonKind, Notice, Squares, Tone, text};
use portal_types::registry::Made;
use portal_words::words;

#[component]
pub(crate) fn Letter(made: Made) -> impl IntoView {
    let w = use_words();
    // The letter is in the reader's language, the page around it in the desk's.
    let l = words(made.lang);
    let boot = use_boot();
    let code = made.code.clone().unwrap_or_default();
    let address = made.link.clone().unwrap_or_default();
    let address = address.split('#').next().unwrap_or_default().to_owned();
    let until = text::date_with_year(l, made.expires_at.day());
    view! {
        <Notice tone=Tone::Positive live=true>{w.letter_ready()}</Notice>
        <Actions>
            <Button
                label=w.letter_print()
                kind=ButtonKind::Button
                on_press=Callback::new(|()| portal_browser::print())
            />
        </Actions>
        <article class="letter printed" lang=made.lang.code()>
            <header>
                {boot.clinic.logo.clone().map(|logo| view! { <img class="logo" src=logo alt="" /> })}
                <p>
                    <strong>{boot.clinic.name.clone()}</strong>
                </p>
                <p>{made.practice.clone()}</p>
            </header>
            <p>{made.name.clone()}</p>
            <h2>{l.letter_paper_title()}</h2>
            <p>{l.letter_paper_lead()}</p>
            <ol>
                <li>{l.letter_paper_1(address)}</li>
                <li>{l.letter_paper_2()}</li>
                <li>{l.letter_paper_3()}</li>
            </ol>
            <p class="activation">{code}</p>
            <Squares rows=made.squares label=l.letter_paper_qr() />
            <p>{l.letter_paper_until(until)}</p>
            <p>{l.letter_paper_help(boot.clinic.support_phone.clone())}</p>
        </article>
    }
}
