//! What the island does with the page around it.

use std::cell::{Cell, RefCell};

use js_sys::futures::{JsFuture, spawn_local};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::prelude::*;
use web_sys::{
    AbortSignal, Document, Element, Event, EventTarget, FormData, HtmlElement, HtmlFormElement,
    HtmlInputElement, RequestInit, RequestRedirect, Response, UrlSearchParams, Window,
};

use super::queue::{Line, Queue};

/// Milliseconds from one look at the server to the next.
const PAUSE: i32 = 2_500;
/// The longest pause while the server does not answer.
const LONGEST_PAUSE: i32 = 10_000;
/// A connection that is silent for so many milliseconds is dead.
const PATIENCE: u32 = 15_000;

/// Begins once the island is part of the page. Does nothing where the page or the browser lacks something: the
/// form works without.
pub(super) fn start() {
    spawn_local(async {
        if let Some(capture) = Capture::find() {
            // It lives as long as the page.
            let capture: &'static Capture = Box::leak(Box::new(capture));
            capture.listen();
            capture.run().await;
        }
    });
}

struct Capture {
    window: Window,
    document: Document,
    form: HtmlFormElement,
    queue: Queue,
    /// Lines that the server refused, by name, each with what it said.
    refused: RefCell<Vec<(String, String)>>,
    /// Ends the pause.
    wake: RefCell<Option<Function>>,
    /// Whether something happened that is not to wait for the end of the next pause.
    is_awake: Cell<bool>,
}

/// Why the server has not taken what it was sent.
enum Failure {
    /// It does not answer, or is in trouble itself.
    NoAnswer,
    /// Nobody is signed in any more, or somebody without the right.
    SignedOut,
}

impl Capture {
    fn find() -> Option<Self> {
        let window = web_sys::window()?;
        let document = window.document()?;
        let form: HtmlFormElement = document.get_element_by_id("erfassen")?.unchecked_into();
        let queue = Queue::open(&window, form.get_attribute("data-queue")?)?;
        let (refused, wake, is_awake) = Default::default();
        Some(Self { window, document, form, queue, refused, wake, is_awake })
    }

    fn listen(&'static self) {
        on(&self.form, "submit", |event| {
            // Where the browser cannot keep the line the form is sent as it would be without this.
            if self.keep().is_some() {
                event.prevent_default();
                self.wake();
            }
        });
        on(&self.window, "online", |_| self.wake());
        // Another tab has kept or sent a line.
        on(&self.window, "storage", |_| {
            self.show();
            self.wake();
        });
        on(&self.element("ungesendet"), "click", |event| {
            let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            if let Some(name) = button.and_then(|button| button.get_attribute("data-line")) {
                self.correct(name);
            }
        });
    }

    /// Sends and looks for ever, with pauses.
    async fn run(&self) -> ! {
        self.html("erfassen-stand").set_hidden(false);
        self.show();
        let mut pause = PAUSE;
        loop {
            self.is_awake.set(false);
            let failure = match self.send().await {
                Ok(()) => self.look().await.err(),
                Err(failure) => Some(failure),
            };
            self.tell(failure.as_ref());
            if failure.is_none() {
                pause = PAUSE;
            }
            if !self.is_awake.get() {
                self.rest(pause).await;
                if failure.is_some() {
                    pause = LONGEST_PAUSE.min(pause * 2);
                }
            }
        }
    }

    /// Sends what is waiting, the oldest line first.
    async fn send(&self) -> Result<(), Failure> {
        for Line { name, fields } in self.queue.lines() {
            if self.refusal(&name).is_some() {
                continue;
            }
            let request = RequestInit::new();
            request.set_method("POST");
            request.set_body_opt_url_search_params(Some(&fields));
            // The answer to a form is a page otherwise.
            let header = Array::of2(&"prefer".into(), &"return=minimal".into());
            request.set_headers_str_sequence_sequence(&Array::of1(&header));
            let answer = self.fetch(&self.form.action(), &request).await?;
            if answer.ok() {
                self.queue.remove(&name);
            } else {
                let said = if answer.status() == 422 { text(&answer).await? } else { String::new() };
                self.refused.borrow_mut().push((name, said));
            }
            self.show();
        }
        Ok(())
    }

    /// Replaces the list where the server has a newer one.
    async fn look(&self) -> Result<(), Failure> {
        // Whoever is on the way through the list by keyboard is not to be thrown out of it.
        let in_use = self.document.query_selector("#eintraege:focus-within").ok().flatten().is_some();
        if self.document.hidden() || in_use {
            return Ok(());
        }
        let list = self.element("eintraege");
        let attribute = |name| list.get_attribute(name).unwrap_or_default();
        let address = format!("{}?seit={}", attribute("data-source"), attribute("data-version"));
        let answer = self.fetch(&address, &RequestInit::new()).await?;
        if answer.status() == 200 {
            // Made and escaped by the server, like the page.
            let newer = text(&answer).await?;
            self.element("eintraege").set_outer_html(&newer);
        }
        Ok(())
    }

    async fn fetch(&self, address: &str, request: &RequestInit) -> Result<Response, Failure> {
        // Whoever is signed out is led to the page for signing in.
        request.set_redirect(RequestRedirect::Manual);
        request.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
        let answer = JsFuture::from(self.window.fetch_with_str_and_init(address, request)).await;
        let answer: Response = answer.map_err(|_| Failure::NoAnswer)?.unchecked_into();
        match answer.status() {
            0 | 401 | 403 => Err(Failure::SignedOut),
            408 | 429 | 500.. => Err(Failure::NoAnswer),
            _ => Ok(answer),
        }
    }

    /// Keeps what is typed and empties the form for the next line; kind and criterion stay as they are.
    fn keep(&self) -> Option<()> {
        let typed = FormData::new_with_form(&self.form).ok()?;
        let fields = UrlSearchParams::new_with_str_sequence_sequence(&typed).ok()?;
        let key = self.window.crypto().ok()?.random_uuid();
        fields.set("key", &key);
        self.queue.put(&key, &fields)?;
        self.form.reset();
        self.fill(&fields, |name| matches!(name, "kind" | "criterion"));
        self.show();
        Some(())
    }

    /// Takes a line that the server refused back into the form. What stands there is kept first.
    fn correct(&self, name: String) {
        let is_used = !self.input("words").value().trim().is_empty();
        if is_used && self.keep().is_none() {
            return;
        }
        if let Some(Line { name, fields }) = self.queue.line(name) {
            self.queue.remove(&name);
            self.form.reset();
            self.fill(&fields, |_| true);
        }
        self.show();
        self.wake();
    }

    /// Fills the fields of the form that are `wanted`, and puts the cursor into the words.
    fn fill(&self, fields: &UrlSearchParams, wanted: impl Fn(&str) -> bool) {
        for field in (0..).map_while(|place| self.form.get_with_index(place)) {
            // A choice has a value in the same way; what is neither has no name among the fields.
            let field: HtmlInputElement = field.unchecked_into();
            let name = field.name();
            if !wanted(&name) {
                continue;
            }
            if field.type_() == "checkbox" {
                field.set_checked(fields.has(&name));
            } else if let Some(value) = fields.get(&name) {
                field.set_value(&value);
            }
        }
        let _ = self.input("words").focus();
    }

    /// What the server said to a line that it refused.
    fn refusal(&self, name: &str) -> Option<String> {
        let refused = self.refused.borrow();
        refused.iter().find(|(of, _)| of == name).map(|(_, said)| said.clone())
    }

    /// Shows the lines that are not sent, the newest first.
    fn show(&self) {
        let list = self.element("ungesendet");
        list.set_text_content(None);
        for Line { name, fields } in self.queue.lines().into_iter().rev() {
            let line = self.add(&list, "li");
            let words = self.add(&line, "span");
            words.set_text_content(fields.get("words").as_deref());
            let state = self.add(&line, "small");
            let Some(said) = self.refusal(&name) else {
                state.set_text_content(Some("noch nicht gesendet"));
                continue;
            };
            if said.is_empty() {
                state.set_text_content(Some("Der Server nimmt diese Zeile nicht an."));
            } else {
                // Made and escaped by the server.
                state.set_inner_html(&said);
            }
            let button = self.add(&line, "button");
            button.set_text_content(Some("Korrigieren"));
            let _ = button.set_attribute("type", "button");
            let _ = button.set_attribute("data-line", &name);
        }
    }

    /// Says how much is not sent, and why.
    fn tell(&self, failure: Option<&Failure>) {
        let text = match self.queue.lines().len() {
            0 => "Alles gespeichert".to_owned(),
            1 => "1 Zeile noch nicht gesendet".to_owned(),
            many => format!("{many} Zeilen noch nicht gesendet"),
        };
        let count = self.element("erfassen-zahl");
        // What stays as it is must not be read aloud again.
        if count.text_content().as_deref() != Some(&*text) {
            count.set_text_content(Some(&text));
        }
        let is_signed_out = matches!(failure, Some(Failure::SignedOut));
        self.html("erfassen-abgemeldet").set_hidden(!is_signed_out);
        self.html("erfassen-offline").set_hidden(is_signed_out || failure.is_none());
    }

    /// Waits until the pause is over or something happens.
    async fn rest(&self, pause: i32) {
        let over = Promise::new(&mut |resolve, _| {
            let _ = self.window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, pause);
            self.wake.replace(Some(resolve));
        });
        let _ = JsFuture::from(over).await;
    }

    fn wake(&self) {
        self.is_awake.set(true);
        if let Some(resolve) = self.wake.take() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    }

    fn add(&self, parent: &Element, name: &str) -> Element {
        let child = self.document.create_element(name).unwrap_throw();
        parent.append_child(&child).unwrap_throw();
        child
    }

    /// An element of the page, which the server puts there.
    fn element(&self, id: &str) -> Element {
        self.document.get_element_by_id(id).unwrap_throw()
    }

    fn html(&self, id: &str) -> HtmlElement {
        self.element(id).unchecked_into()
    }

    fn input(&self, id: &str) -> HtmlInputElement {
        self.element(id).unchecked_into()
    }
}

/// The body of an answer.
async fn text(answer: &Response) -> Result<String, Failure> {
    let body = answer.text().map_err(|_| Failure::NoAnswer)?;
    let body = JsFuture::from(body).await.map_err(|_| Failure::NoAnswer)?;
    Ok(body.as_string().unwrap_or_default())
}

/// Listens for as long as the page lives.
fn on(target: &EventTarget, event: &str, act: impl Fn(Event) + 'static) {
    let act = Closure::<dyn Fn(Event)>::new(act);
    let _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    act.forget();
}
