//! One letter, before it is sent.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::Crumbs;
use crate::notifications::LetterPage;
use crate::{urls, words};

#[component]
pub(in crate::pages) fn Letter() -> impl IntoView {
    let LetterPage { letter, text } = expect_context();
    let title = format!("{} an {}", words::letter_kind(letter.kind), letter.name);
    view! {
        <Title text=title.clone() />
        <Crumbs way=vec![(urls::NOTIFICATIONS.to_owned(), "Benachrichtigungen".to_owned())] here=title.clone() />
        <div class="lb-head"><h1>{title}</h1></div>
        <section class="lb-card" aria-labelledby="ueberschrift-brief">
            <h2 id="ueberschrift-brief">"Der Brief"</h2>
            <dl class="lb-facts">
                <dt>"An"</dt>
                <dd>{letter.email.to_string()}</dd>
                <dt>"Betreff"</dt>
                <dd>{letter.subject}</dd>
                <dt>"Grund"</dt>
                <dd>{letter.reason}</dd>
            </dl>
            <div class="lb-links">
                <a href=urls::letter_as_mail(&letter.person, letter.kind)>"So zeigt ihn ein Mailprogramm (HTML)"</a>
            </div>
        </section>
        <section class="lb-card" aria-labelledby="ueberschrift-text">
            <h2 id="ueberschrift-text">"Als Text"</h2>
            <pre class="lb-letter" tabindex="0" aria-labelledby="ueberschrift-text">{text}</pre>
        </section>
    }
}
