//! Stages as people write them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::stage::Stage;
use domain::text::search_key;

/// What a cell says about a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// This stage.
    Stage {
        /// The stage.
        stage: Stage,
        /// Whether it is called as on the screen.
        is_own: bool,
    },
    /// The body is not responsible, so that there is no stage.
    NotResponsible,
}

impl Said {
    /// The stage, if there is one.
    pub(super) fn stage(self) -> Option<Stage> {
        match self {
            Self::Stage { stage, .. } => Some(stage),
            Self::NotResponsible => None,
        }
    }
}

/// The names of the stages on the screen, and other words for them, in lower case.
const WORDS: [(Stage, &str, &[&str]); 8] = [
    (
        Stage::Unknown,
        "unbekannt",
        &["keine rückmeldung", "nicht bekannt", "ungeklärt", "keine angabe möglich", "status unbekannt"],
    ),
    (
        Stage::NotStarted,
        "nicht begonnen",
        &[
            "noch nicht begonnen",
            "nicht gestartet",
            "noch nicht gestartet",
            "nicht angefangen",
            "nicht begonnnen",
        ],
    ),
    (
        Stage::Ordered,
        "bestellt",
        &[
            "interesse",
            "interesse gemeldet",
            "interesse bekundet",
            "bestellt interesse",
            "beauftragt",
            "geplant",
            "eingeplant",
            "vorgemerkt",
            "angemeldet",
        ],
    ),
    (
        Stage::Preparing,
        "in Vorbereitung",
        &[
            "vorbereitung",
            "in umsetzung",
            "umsetzung",
            "in arbeit",
            "in bearbeitung",
            "begonnen",
            "gestartet",
            "angefangen",
            "in planung",
            "onboarding",
            "im onboarding",
            "rollout läuft",
            "läuft",
            "in einführung",
            "einführung",
            "im rollout",
            "umsetzung läuft",
        ],
    ),
    (
        Stage::Testing,
        "im Test",
        &[
            "test",
            "testbetrieb",
            "im testbetrieb",
            "testphase",
            "in testphase",
            "in der testphase",
            "in test",
            "test aktivierung",
            "aktivierung",
            "in aktivierung",
            "wird getestet",
            "testing",
        ],
    ),
    (
        Stage::Pilot,
        "im Pilotbetrieb",
        &[
            "pilotbetrieb",
            "pilot",
            "pilotierung",
            "in pilotierung",
            "pilotphase",
            "in der pilotphase",
            "im pilot",
            "pilotiert",
        ],
    ),
    (
        Stage::Live,
        "live",
        &[
            "online",
            "produktiv",
            "in betrieb",
            "im betrieb",
            "aktiv",
            "umgesetzt",
            "live geschaltet",
            "freigeschaltet",
            "verfügbar",
            "online verfügbar",
            "produktivbetrieb",
            "im produktivbetrieb",
            "echtbetrieb",
            "im echtbetrieb",
            "im wirkbetrieb",
            "wirkbetrieb",
            "go live erfolgt",
            "ist live",
            "live seit",
            "in produktion",
            "produktiv gesetzt",
            "eingeführt",
            "flächendeckend live",
        ],
    ),
    (
        Stage::Suspended,
        "ausgesetzt",
        &[
            "pausiert",
            "pause",
            "unterbrochen",
            "abgeschaltet",
            "gestoppt",
            "offline",
            "ruht",
            "ruhend",
            "vorübergehend abgeschaltet",
            "deaktiviert",
            "on hold",
        ],
    ),
];

/// Other words for there being no stage.
const NOT_RESPONSIBLE: [&str; 5] =
    ["nicht zuständig", "entfällt", "keine zuständigkeit", "nicht relevant", "unzuständig"];

/// Words that may mean one stage or another, and which.
const UNCLEAR: [(&str, &[Stage]); 10] = [
    ("offen", &[Stage::NotStarted, Stage::Unknown]),
    ("ja", &[Stage::Live]),
    ("wahr", &[Stage::Live]),
    ("falsch", &[Stage::NotStarted]),
    ("x", &[Stage::Live]),
    ("nein", &[Stage::NotStarted]),
    ("fertig", &[Stage::Live]),
    ("abgeschlossen", &[Stage::Live]),
    ("erledigt", &[Stage::Live]),
    ("zurückgestellt", &[Stage::NotStarted, Stage::Suspended]),
];

/// The name of a stage on the screen.
#[must_use]
pub(super) fn name(stage: Stage) -> &'static str {
    WORDS.iter().find(|(of, ..)| *of == stage).map_or("", |(_, name, _)| name)
}

/// What a text says about a stage, or the stages that it may mean.
pub(super) fn find(text: &str) -> Result<Said, Vec<Stage>> {
    static BY_KEY: LazyLock<BTreeMap<String, Said>> = LazyLock::new(|| {
        let stages = WORDS.iter().flat_map(|(stage, name, others)| {
            let on_screen = [(search_key(name), Said::Stage { stage: *stage, is_own: true })];
            let own = [(search_key(stage.as_str()), Said::Stage { stage: *stage, is_own: true })];
            let others =
                others.iter().map(|word| (search_key(word), Said::Stage { stage: *stage, is_own: false }));
            on_screen.into_iter().chain(own).chain(others)
        });
        stages.chain(NOT_RESPONSIBLE.map(|word| (search_key(word), Said::NotResponsible))).collect()
    });
    let typed = search_key(text);
    // "5 live", "(6) live", "live (seit März)": what is counted before it or explained behind it.
    let counted = typed.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    let bare = search_key(text.split(['(', ',', ';', ':']).next().unwrap_or_default());
    if let Some(said) = [typed.as_str(), counted, &bare].iter().find_map(|key| BY_KEY.get(*key)) {
        return Ok(*said);
    }
    if let Some((_, may_be)) = UNCLEAR.iter().find(|(word, _)| search_key(word) == typed) {
        return Err(may_be.to_vec());
    }
    let near = BY_KEY.iter().filter(|(word, _)| {
        let slips = (word.chars().count() / 4).max(1);
        typed.len() >= 3 && strsim::osa_distance(word, counted) <= slips
    });
    let mut stages: Vec<Stage> = near.filter_map(|(_, said)| said.stage()).collect();
    stages.sort_unstable();
    stages.dedup();
    Err(stages)
}
