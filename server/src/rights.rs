//! Who may call what: one table for every address. What is not in it is refused.

use app::context::Unsent;
use app::people::Visitor;
use axum::Extension;
use axum::extract::{MatchedPath, RawPathParams, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Ars;
use domain::people::Role;
use percent_encoding::percent_decode_str;

use crate::data;
use crate::failure::AppError;
use crate::form;
use crate::guest::Guest;
use crate::state::AppState;

/// Who may call an address in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Everybody: what it takes to get in, and what the law wants public.
    Everybody,
    /// Whoever may see the published figures: everybody signed in, and the public where the operator lets it.
    Readers,
    /// Everybody signed in.
    SignedIn,
    /// Whoever may see what stays inside, such as what workshops found: everybody signed in, and of a demonstration
    /// everybody.
    Insiders,
    /// Contacts and leads: whoever reports for authorities. For which ones, the store decides.
    Reporters,
    /// Whoever logs workshops: facilitators and leads.
    Hosts,
    /// Whoever agrees on measures: facilitators, leads and contacts. For which bodies, the store decides.
    Partners,
    /// Leads.
    Leads,
    /// Leads and admins.
    Managers,
    /// Whoever may record the status of the body that the address names.
    Recorders,
    /// Whoever may invite somebody; whom, the store decides.
    Inviters,
    /// Admins.
    Admins,
}

/// What may be done at an address, and by whom; `None`: nothing, by nobody.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The address, as the router writes it.
    pub path: &'static str,
    /// Looking.
    pub get: Option<Who>,
    /// Changing something.
    pub post: Option<Who>,
}

/// Every address of the product but those of sheets, which stand with what makes them.
const RULES: &[Rule] = {
    use Who::{
        Admins, Everybody, Hosts, Insiders, Inviters, Leads, Managers, Partners, Readers, Recorders,
        Reporters, SignedIn,
    };
    &[
        look("/", Readers),
        look("/leistungen", Readers),
        look("/leistungen/{slug}", Readers),
        look("/kommunen", Readers),
        look("/kommunen/{key}", Readers),
        both("/kommunen/{key}/leistungen/{slug}", Recorders),
        both("/kommunen/{key}/leistungen/{slug}/korrektur", Recorders),
        look("/briefing", Readers),
        look("/briefing/{key}", Readers),
        look("/daten/briefing.pdf", Readers),
        look("/workshops", Insiders),
        both("/workshops/neu", Hosts),
        look("/workshops/{id}", Insiders),
        both("/workshops/{id}/bearbeiten", Hosts),
        both("/workshops/{id}/erfassen", Hosts),
        look("/workshops/{id}/eintraege", Insiders),
        act("/workshops/{id}/stand", Hosts),
        both("/kommunen/{key}/leistungen/{slug}/ausnahme", Leads),
        act("/kommunen/{key}/leistungen/{slug}/ausnahme/beenden", Leads),
        both("/kommunen/{key}/kriterien", Recorders),
        look("/kriterien", Insiders),
        look("/hebel", Insiders),
        look("/hebel/wellen", Insiders),
        look("/hindernisse", Insiders),
        both("/hindernisse/neu", Reporters),
        look("/hindernisse/{id}", Insiders),
        both("/hindernisse/{id}/bearbeiten", Reporters),
        both("/hindernisse/{id}/weitere", Reporters),
        act("/hindernisse/{id}/beheben", Reporters),
        act("/hindernisse/{id}/oeffnen", Reporters),
        act("/hindernisse/{id}/frist", Reporters),
        act("/hindernisse/{id}/zuruecknehmen", Reporters),
        look("/berechnung", Readers),
        look("/auswertungen", Readers),
        look("/ziele", Readers),
        both("/ziele/neu", Leads),
        look("/ziele/{id}", Insiders),
        act("/ziele/{id}/zuruecknehmen", Leads),
        Rule { path: "/definitionen", get: Some(Readers), post: Some(Leads) },
        Rule { path: "/stichtage", get: Some(Readers), post: Some(Leads) },
        look("/stichtage/{id}", Readers),
        look("/zusagen", Readers),
        look("/bruecke", Readers),
        look("/karte", Readers),
        look("/impressum", Everybody),
        look("/datenschutz", Everybody),
        look("/barrierefreiheit", Everybody),
        look("/pkg/{name}", Everybody),
        look("/healthz", Everybody),
        look("/erkenntnisse", Insiders),
        look("/erkenntnisse/blueprint", Insiders),
        look("/erkenntnisse/{id}", Insiders),
        both("/erkenntnisse/{id}/bearbeiten", Hosts),
        act("/erkenntnisse/{id}/stand", Hosts),
        act("/erkenntnisse/{id}/blueprint", Hosts),
        act("/erkenntnisse/{id}/anmerkung", Hosts),
        act("/erkenntnisse/{id}/verschieben", Hosts),
        act("/erkenntnisse/{id}/zusammenfuehren", Hosts),
        act("/erkenntnisse/{id}/trennen", Hosts),
        look("/massnahmen", Insiders),
        both("/massnahmen/neu", Partners),
        look("/massnahmen/{id}", Insiders),
        both("/massnahmen/{id}/bearbeiten", Partners),
        act("/massnahmen/{id}/stand", SignedIn),
        look("/daten/vorlage.xlsx", Leads),
        both("/anmelden", Everybody),
        look("/anmelden/oidc", Everybody),
        look("/anmelden/oidc/zurueck", Everybody),
        act("/abmelden", Everybody),
        both("/einrichten/{token}", Everybody),
        both("/einladung/{token}", Everybody),
        both("/passwort", Everybody),
        both("/passwort/{token}", Everybody),
        both("/bestaetigen/{token}", Everybody),
        both("/bestaetigen/{token}/abbestellen", Everybody),
        look("/meine-kommune", SignedIn),
        act("/meine-kommune/bestaetigen", Reporters),
        act("/meine-kommune/stand", Reporters),
        act("/meine-kommune/hindernis", Reporters),
        look("/konto", SignedIn),
        look("/konto/daten.json", SignedIn),
        act("/konto/name", SignedIn),
        act("/konto/passwort", SignedIn),
        act("/konto/erinnerungen", SignedIn),
        act("/konto/sitzungen", SignedIn),
        act("/konto/sitzungen/{id}", SignedIn),
        act("/konto/loeschen", SignedIn),
        look("/verwaltung", Managers),
        look("/verwaltung/personen", Inviters),
        both("/verwaltung/personen/neu", Inviters),
        both("/verwaltung/personen/liste", Admins),
        Rule { path: "/verwaltung/personen/{id}", get: Some(Inviters), post: Some(Admins) },
        act("/verwaltung/personen/{id}/link", Inviters),
        act("/verwaltung/personen/{id}/deaktivieren", Admins),
        act("/verwaltung/personen/{id}/aktivieren", Admins),
        act("/verwaltung/personen/{id}/loeschen", Admins),
        act("/verwaltung/links/{id}/widerrufen", Inviters),
        look("/verwaltung/benachrichtigungen", Managers),
        look("/verwaltung/benachrichtigungen/{id}/{slug}", Managers),
        look("/verwaltung/benachrichtigungen/{id}/{slug}/brief", Managers),
        look("/verwaltung/kriterien", Leads),
        both("/verwaltung/kriterien/neu", Leads),
        both("/verwaltung/kriterien/{id}", Leads),
        act("/verwaltung/kriterien/{id}/verschieben", Leads),
        act("/verwaltung/kriterien/{id}/deaktivieren", Leads),
        act("/verwaltung/kriterien/{id}/aktivieren", Leads),
        look("/verwaltung/hersteller", Leads),
        both("/verwaltung/hersteller/{id}", Leads),
        act("/verwaltung/hersteller/{id}/zusammenfuehren", Leads),
        act("/verwaltung/hersteller/{id}/trennen", Leads),
        both("/verwaltung/import", Leads),
        look("/verwaltung/import/{id}", Leads),
        act("/verwaltung/import/{id}/auswahl", Leads),
        act("/verwaltung/import/{id}/korrektur", Leads),
        act("/verwaltung/import/{id}/uebernehmen", Leads),
        act("/verwaltung/import/{id}/verwerfen", Leads),
        look("/verwaltung/aenderungen", Leads),
        look("/verwaltung/aenderungen/{id}", Leads),
        act("/verwaltung/aenderungen/{id}/zuruecknehmen", Leads),
        both("/mehrere", Leads),
        look("/verwaltung/protokoll", Admins),
    ]
};

/// An address where there is something to see.
pub(crate) const fn look(path: &'static str, who: Who) -> Rule {
    Rule { path, get: Some(who), post: None }
}

const fn act(path: &'static str, who: Who) -> Rule {
    Rule { path, get: None, post: Some(who) }
}

const fn both(path: &'static str, who: Who) -> Rule {
    Rule { path, get: Some(who), post: Some(who) }
}

/// What whoever is not signed in may read.
#[derive(Clone, Copy, Debug, Default)]
struct OpenToAll {
    /// The published figures.
    figures: bool,
    /// What stays inside otherwise.
    inside: bool,
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Allowed,
    /// Signing in may help.
    SignIn,
    Refused,
}

/// Every address of the product.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().chain(data::RULES)
}

fn rule(path: &str, method: &Method) -> Option<Who> {
    let rule = rules().find(|rule| rule.path == path)?;
    match *method {
        Method::GET | Method::HEAD => rule.get,
        Method::POST => rule.post,
        _ => None,
    }
}

/// `body`: the one that the address names.
fn decide(who: Option<Who>, visitor: &Visitor, open_to_all: OpenToAll, body: Option<&Ars>) -> Verdict {
    let has_any = |roles: &[Role]| roles.iter().any(|role| visitor.has(*role));
    let may = match who {
        None => return Verdict::Refused,
        Some(Who::Everybody) => true,
        Some(Who::Readers) => open_to_all.figures || visitor.person.is_some(),
        Some(Who::Insiders) => open_to_all.inside || visitor.person.is_some(),
        Some(Who::SignedIn) => visitor.person.is_some(),
        Some(Who::Reporters) => has_any(&[Role::Contact, Role::Lead]),
        Some(Who::Hosts) => has_any(&[Role::Facilitator, Role::Lead]),
        Some(Who::Partners) => has_any(&[Role::Facilitator, Role::Lead, Role::Contact]),
        Some(Who::Leads) => visitor.has(Role::Lead),
        Some(Who::Managers) => visitor.manages(),
        // That a body does not exist is no secret.
        Some(Who::Recorders) => {
            body.map_or_else(|| visitor.person.is_some(), |body| visitor.warrant(body).is_some())
        }
        Some(Who::Inviters) => visitor.person.as_ref().is_some_and(|person| person.rights.invites()),
        Some(Who::Admins) => visitor.has(Role::Admin),
    };
    match may {
        true => Verdict::Allowed,
        false if visitor.person.is_none() => Verdict::SignIn,
        false => Verdict::Refused,
    }
}

/// Whether every reader of the path reads the same in it: no empty part (but the root), no dots that lead
/// elsewhere, and neither of them or a slash written in another way.
fn is_plain(path: &str) -> bool {
    path == "/"
        || path.strip_prefix('/').is_some_and(|rest| {
            rest.split('/').all(|part| {
                let part = percent_decode_str(part).decode_utf8_lossy();
                !matches!(part.as_ref(), "" | "." | "..") && !part.contains(['/', '\\', '\0'])
            })
        })
}

/// Lets a request through that the table allows.
pub(crate) async fn enforce(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    matched: Option<MatchedPath>,
    parameters: Result<RawPathParams, axum::extract::rejection::RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    // What has no rule is not there. No page must be looked for: the pages are found by another router, which reads
    // an odd address in another way.
    let Some(matched) = matched.filter(|_| is_plain(request.uri().path())) else {
        return Err(AppError::NotFound);
    };
    let who = rule(matched.as_str(), request.method());
    let (mut open_to_all, mut body) = (OpenToAll::default(), None);
    if matches!(who, Some(Who::Readers | Who::Insiders | Who::Recorders)) {
        let picture = state.read_model.current().await?;
        open_to_all = OpenToAll { figures: state.public_reads || picture.is_demo, inside: picture.is_demo };
        let register = picture.situation.responsibilities(state.clock.today()).register().clone();
        body = parameters.ok().and_then(|parameters| {
            let (_, key) = parameters.iter().find(|(name, _)| *name == "key")?;
            register.resolve(key).map(|body| body.ars)
        });
    }
    match decide(who, &guest.visitor, open_to_all, body.as_ref()) {
        Verdict::Allowed => Ok(next.run(request).await),
        Verdict::SignIn if request.method() == Method::GET => {
            let wanted = request.uri().path_and_query().map_or("/", |wanted| wanted.as_str());
            let address = app::urls::with_query(app::urls::SIGN_IN, &[("zurueck", wanted)]);
            Ok(Redirect::to(&address).into_response())
        }
        // Whoever has typed for longer than the session lasted must not have typed in vain.
        Verdict::SignIn
            if matches!(
                who,
                Some(Who::Recorders | Who::Reporters | Who::Hosts | Who::Partners | Who::Leads)
            ) =>
        {
            // A file is quicker chosen once more than kept.
            if !form::has_fields(request.headers()) {
                return Err(AppError::SignedOut(None));
            }
            let action = request.uri().path().to_owned();
            let fields = form::read_list(request.into_body()).await?.into_iter().collect();
            Err(AppError::SignedOut(Some(Unsent { action, fields })))
        }
        Verdict::SignIn => Err(AppError::SignedOut(None)),
        Verdict::Refused => Err(AppError::NotAllowed),
    }
}
