use std::collections::BTreeSet;

use super::*;
use crate::key::Ars;

fn ars(text: &str) -> Ars {
    text.parse().unwrap()
}

fn territory(body: &str, with_members: bool, may_invite: bool) -> Territory {
    Territory { body: ars(body), with_members, may_invite }
}

fn rights(roles: &[Role], territories: &[Territory]) -> Rights {
    Rights { roles: roles.iter().copied().collect(), territories: territories.to_vec() }
}

#[test]
fn words_are_read_back() {
    for role in Role::ALL {
        assert_eq!(role.as_str().parse(), Ok(role));
    }
    for purpose in [Purpose::Setup, Purpose::Invitation, Purpose::Reset, Purpose::Status] {
        assert_eq!(purpose.as_str().parse(), Ok(purpose));
    }
    let id = PersonId::from_random(u128::MAX / 3);
    assert_eq!(id.as_str().parse(), Ok(id));
    for text in ["", "7f3a", &"G".repeat(32), &"A".repeat(32)] {
        assert_eq!(text.parse::<PersonId>(), Err(PersonIdError));
    }
}

#[test]
fn a_contact_records_for_its_own_and_with_members_for_what_lies_in_it() {
    let town = rights(&[Role::Contact], &[territory("097720177177", false, false)]);
    assert_eq!(town.warrant(&ars("097720177177")), Some(Warrant::Own));
    assert_eq!(town.warrant(&ars("09772")), None, "never the Landkreis around it");
    let kreis = rights(&[Role::Contact], &[territory("09273", true, false)]);
    for body in ["09273", "092735218", "092735218172", "092730137137"] {
        assert_eq!(kreis.warrant(&ars(body)), Some(Warrant::Own), "{body}");
    }
    assert_eq!(kreis.warrant(&ars("09274")), None);
    let alone = rights(&[Role::Contact], &[territory("09273", false, false)]);
    assert_eq!(alone.warrant(&ars("092735218")), None);
}

#[test]
fn territories_count_for_contacts_alone() {
    let viewer = rights(&[Role::Viewer], &[territory("09273", true, true)]);
    assert_eq!(viewer.warrant(&ars("09273")), None);
    assert!(!viewer.invites());
}

#[test]
fn a_lead_records_anywhere_but_with_a_reason() {
    let lead = rights(&[Role::Lead], &[]);
    assert_eq!(lead.warrant(&ars("09273")), Some(Warrant::Lead));
    let both = rights(&[Role::Lead, Role::Contact], &[territory("09273", false, false)]);
    assert_eq!(both.warrant(&ars("09273")), Some(Warrant::Own));
    for role in [Role::Facilitator, Role::Viewer, Role::Admin] {
        assert_eq!(rights(&[role], &[]).warrant(&ars("09273")), None, "{role}");
    }
}

#[test]
fn a_contact_shares_no_more_than_it_has() {
    let kreis = rights(&[Role::Contact], &[territory("09273", true, true), territory("09274", true, false)]);
    let contact = |territory| rights(&[Role::Contact], &[territory]);
    assert!(kreis.may_grant(&contact(territory("092735218", true, true))));
    assert!(
        !kreis.may_grant(&contact(territory("09274", false, false))),
        "without the right to invite there"
    );
    assert!(!kreis.may_grant(&contact(territory("092", true, false))));
    assert!(!kreis.may_grant(&rights(&[Role::Contact], &[])), "a contact of nothing");
    for role in [Role::Lead, Role::Admin, Role::Viewer, Role::Facilitator] {
        assert!(
            !kreis.may_grant(&rights(&[Role::Contact, role], &[territory("09273", false, false)])),
            "{role}"
        );
    }
    let alone = rights(&[Role::Contact], &[territory("09273", false, true)]);
    assert!(!alone.may_grant(&contact(territory("09273", true, false))), "members it does not have itself");
    assert!(
        rights(&[Role::Admin], &[])
            .may_grant(&Rights { roles: BTreeSet::from(Role::ALL), territories: vec![] })
    );
}

#[test]
fn addresses_are_read_as_mail_servers_take_them() {
    assert_eq!(" Erika.Muster@Kelheim.DE ".parse::<Email>().unwrap().as_str(), "erika.muster@kelheim.de");
    for text in [
        "",
        "erika",
        "@kelheim.de",
        "erika@",
        "a@b",
        "a b@c.de",
        "a@c..de",
        "a@b@c.de",
        "a@c.de\r\nBcc: x@y.de",
    ] {
        assert_eq!(text.parse::<Email>(), Err(EmailError), "{text:?}");
    }
}

#[test]
fn names_are_short_and_can_be_shown() {
    assert_eq!(" Erika Muster ".parse::<PersonName>().unwrap().as_str(), "Erika Muster");
    assert_eq!("  ".parse::<PersonName>(), Err(PersonNameError::Empty));
    assert_eq!("a\nb".parse::<PersonName>(), Err(PersonNameError::ControlCharacter));
    assert_eq!("ä".repeat(201).parse::<PersonName>(), Err(PersonNameError::TooLong));
}
