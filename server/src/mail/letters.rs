//! The letters and what they say.

use app::format;
use chrono::{DateTime, Utc};
use domain::Day;
use domain::people::{Email, PersonName};
use url::Url;

use super::Letter;

/// Who is invited, by whom, to what.
#[derive(Clone, Copy, Debug)]
pub struct Invitation<'a> {
    /// The address of the one who is invited.
    pub to: &'a Email,
    /// The name of the one who invites.
    pub inviter: &'a PersonName,
    /// The roles, as they are called on the screen.
    pub roles: &'a [&'a str],
    /// The authorities, each by its full name; empty for roles that have none.
    pub bodies: &'a [&'a str],
    /// The address to follow, with the token.
    pub link: &'a Url,
    /// Until when the link opens.
    pub valid_until: DateTime<Utc>,
}

/// The invitation to take part.
#[must_use]
pub fn invitation(invitation: &Invitation<'_>) -> Letter {
    let Invitation { to, inviter, roles, bodies, link, valid_until } = *invitation;
    let mut rights = format!("Ihre Rolle: {}", roles.join(", "));
    if !bodies.is_empty() {
        rights.push_str("\nZuständig für: ");
        rights.push_str(&bodies.join(", "));
    }
    Letter {
        to: to.clone(),
        subject: "Ihre Einladung zum Lagebild".to_owned(),
        text: format!(
            "Guten Tag,\n\n\
             {inviter} lädt Sie zum Lagebild ein. Es zeigt, wie weit die Kommunen mit den digitalen \
             Fokusleistungen sind.\n\n\
             {rights}\n\n\
             Richten Sie hier Ihren Zugang ein:\n\
             {link}\n\n\
             Der Link gilt bis {until} und nur ein Mal. Geben Sie ihn nicht weiter.\n\n\
             Wenn Sie mit dieser Einladung nichts anfangen können, brauchen Sie nichts zu tun.\n",
            until = moment(valid_until),
        ),
        html: None,
        unsubscribe: None,
    }
}

/// The link with which somebody who forgot a password sets a new one.
#[must_use]
pub fn password_reset(to: &Email, link: &Url, valid_until: DateTime<Utc>) -> Letter {
    Letter {
        to: to.clone(),
        subject: "Neues Passwort für das Lagebild".to_owned(),
        text: format!(
            "Guten Tag,\n\n\
             für Ihren Zugang zum Lagebild wurde ein neues Passwort angefordert. Legen Sie es hier fest:\n\
             {link}\n\n\
             Der Link gilt bis {until} und nur ein Mal. Geben Sie ihn nicht weiter.\n\n\
             Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.\n",
            until = moment(valid_until),
        ),
        html: None,
        unsubscribe: None,
    }
}

/// The notice that the password is another one. It has no link: nobody should follow one out of alarm.
#[must_use]
pub fn password_changed(to: &Email, at: DateTime<Utc>) -> Letter {
    Letter {
        to: to.clone(),
        subject: "Ihr Passwort für das Lagebild wurde geändert".to_owned(),
        text: format!(
            "Guten Tag,\n\n\
             Ihr Passwort für das Lagebild wurde am {at} geändert.\n\n\
             Wenn Sie das waren, brauchen Sie nichts zu tun. Wenn nicht, wenden Sie sich bitte sofort an die \
             Stelle, die Ihren Zugang eingerichtet hat.\n",
            at = moment(at),
        ),
        html: None,
        unsubscribe: None,
    }
}

/// `30.11.2026, 14:05 Uhr`, in Berlin.
fn moment(at: DateTime<Utc>) -> String {
    format!("{}, {}", format::day(Day::of(at)), format::time(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to() -> Email {
        "kontakt@kommune.example".parse().unwrap()
    }

    fn link() -> Url {
        "https://lagebild.example/einladung/abc".parse().unwrap()
    }

    fn winter() -> DateTime<Utc> {
        "2026-11-30T13:05:00Z".parse().unwrap()
    }

    #[test]
    fn an_invitation_says_who_invites_for_what_and_how_long() {
        let letter = invitation(&Invitation {
            to: &to(),
            inviter: &"Erika Muster".parse().unwrap(),
            roles: &["IT-Kontakt", "Lesen"],
            bodies: &["VG Siegenburg", "Markt Siegenburg"],
            link: &link(),
            valid_until: winter(),
        });
        assert_eq!(letter.to, to());
        assert_eq!(letter.subject, "Ihre Einladung zum Lagebild");
        for text in [
            "Erika Muster lädt Sie zum Lagebild ein.",
            "\nIhre Rolle: IT-Kontakt, Lesen\nZuständig für: VG Siegenburg, Markt Siegenburg\n",
            "\nhttps://lagebild.example/einladung/abc\n",
            "bis 30.11.2026, 14:05\u{a0}Uhr und nur ein Mal",
        ] {
            assert!(letter.text.contains(text), "{text:?} in {}", letter.text);
        }
    }

    #[test]
    fn an_invitation_without_authorities_names_none() {
        let invited = Invitation {
            to: &to(),
            inviter: &"Erika Muster".parse().unwrap(),
            roles: &["Projektleitung"],
            bodies: &[],
            link: &link(),
            valid_until: winter(),
        };
        assert!(!invitation(&invited).text.contains("Zuständig für"));
    }

    #[test]
    fn a_reset_has_its_link_and_its_end() {
        let summer = "2026-07-01T13:05:00Z".parse().unwrap();
        let letter = password_reset(&to(), &link(), summer);
        assert_eq!((&letter.to, letter.subject.as_str()), (&to(), "Neues Passwort für das Lagebild"));
        assert!(letter.text.contains("\nhttps://lagebild.example/einladung/abc\n"), "{}", letter.text);
        assert!(letter.text.contains("bis 01.07.2026, 15:05\u{a0}Uhr"), "{}", letter.text);
    }

    #[test]
    fn the_notice_of_a_change_has_no_link() {
        let letter = password_changed(&to(), winter());
        assert_eq!(letter.subject, "Ihr Passwort für das Lagebild wurde geändert");
        assert!(letter.text.contains("wurde am 30.11.2026, 14:05\u{a0}Uhr geändert"), "{}", letter.text);
        assert!(!letter.text.contains("://"), "{}", letter.text);
    }
}
