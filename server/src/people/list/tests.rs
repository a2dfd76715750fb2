//! Lists as they come out of Excel.

use store::{Db, ReadModel};

use super::*;

async fn register() -> Arc<Register> {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("list.db").display())).await.unwrap();
    let situation = ReadModel::new(db).current().await.unwrap().situation;
    situation.responsibilities("2026-11-23".parse().unwrap()).register().clone()
}

#[tokio::test]
async fn a_list_is_read_whatever_separates_and_in_whatever_order() {
    let register = register().await;
    let semicolons = "E-Mail;Name;Rolle;Behörde;mit Mitgliedern;darf einladen\r\n\
                      a@kelheim.example;Anna Alt;Kommunalkontakt;Landkreis Kelheim;ja;nein\r\n\
                      b@land.example;\"Ben; Berg\";Projektleitung + Administration;;;\r\n";
    let tabs = "\u{feff}rolle\tname\te-mail\tbehörde\tmit mitgliedern\n\
                contact\tAnna Alt\ta@kelheim.example\t09273\tx\n\
                lead/admin\tBen; Berg\tb@land.example\t\t\n";
    let one = read(semicolons, &register).unwrap();
    assert_eq!(one, read(tabs, &register).unwrap());
    assert_eq!(one.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 3]);
    let kelheim = Territory { body: "09273".parse().unwrap(), with_members: true, may_invite: false };
    assert_eq!(one[0].1.rights, Rights { roles: [Role::Contact].into(), territories: vec![kelheim] });
    assert_eq!(one[1].1.name.as_str(), "Ben; Berg");
    assert_eq!(one[1].1.rights.roles, [Role::Lead, Role::Admin].into());
}

#[tokio::test]
async fn all_mistakes_are_told_with_their_lines() {
    let register = register().await;
    let list = "E-Mail;Name;Rolle;Behörde\r\n\
                kein;Anna;Lesezugriff;\r\n\
                a@b.example;;Lesezugriff;\r\n\
                a@b.example;Anna;König;\r\n\
                c@b.example;Anna;;\r\n\
                d@b.example;Anna;Kommunalkontakt;\r\n\
                e@b.example;Anna;Kommunalkontakt;Hausen\r\n\
                f@b.example;Anna;Lesezugriff;\r\n\
                F@B.example;Anna;Lesezugriff;\r\n\
                g@b.example;Anna\r\n";
    let mistakes = read(list, &register).unwrap_err();
    let told: Vec<(usize, String)> = mistakes
        .into_iter()
        .map(|mistake| match mistake {
            Mistake::Line(line, within) => (line, format!("{within:?}")),
            other => (0, format!("{other:?}")),
        })
        .collect();
    let expected = [
        (2, "NotAnEmail"),
        (3, "Name(Empty)"),
        (4, "NoSuchRole"),
        (5, "NoRole"),
        (6, "NoTerritory"),
        (7, "NoSuchBody"),
        (9, "ListedTwice"),
        (10, "Columns"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for ((line, mistake), (in_line, begins)) in told.iter().zip(expected) {
        assert!(*line == in_line && mistake.starts_with(begins), "{line}: {mistake}");
    }
    assert!(told[5].1.matches("Hausen").count() > 1, "those it may mean: {}", told[5].1);
}

#[tokio::test]
async fn what_is_no_list_is_told() {
    let register = register().await;
    assert_eq!(read("", &register), Err(vec![Mistake::Missing]));
    assert_eq!(read("E-Mail;Name;Rolle", &register), Err(vec![Mistake::Missing]));
    assert_eq!(read("E-Mail;Rolle\na@b.example;lead", &register), Err(vec![Mistake::NoColumn("Name")]));
}
