//! Names and keys of Bavaria, as they are written.

use super::*;
use crate::register::facts;

fn names(found: &[&Body]) -> Vec<String> {
    found.iter().map(|body| format!("{} {}", body.ars, body.full_name())).collect()
}

#[test]
fn names_are_found_however_they_are_written() {
    let register = facts::bayern().register;
    let finder = Finder::new(&register);
    for (typed, key) in [
        ("Meitingen", "097720177177"),
        ("Meitingen, M", "097720177177"),
        ("Markt Meitingen", "097720177177"),
        ("MEITINGEN (Markt)", "097720177177"),
        ("Gemeinde Meitingen", "097720177177"),
        ("VG Siegenburg", "092735218"),
        ("Siegenburg (VGem)", "092735218"),
        ("Verwaltungsgemeinschaft Siegenburg", "092735218"),
        ("Landratsamt Kelheim", "09273"),
        ("LRA Kelheim", "09273"),
        ("Lkr. Kelheim", "09273"),
        ("Kelheim, Landkreis", "09273"),
        ("Augsburg (Stadt)", "097610000000"),
        ("Augsburg Land", "09772"),
        ("Landeshauptstadt München", "091620000000"),
        ("München, Landeshauptstadt", "091620000000"),
        ("Neustadt an der Donau", "092730152152"),
        ("Neustadt a. d. Donau", "092730152152"),
        ("Markt Schwaben", "091750127127"),
        ("Sulzbach Rosenberg", "093710151151"),
        ("Pullach im Isartal", "091840139139"),
        ("9772177", "097720177177"),
        ("09 772 177", "097720177177"),
        ("09.772.0177.177", "097720177177"),
        ("97720177177", "097720177177"),
        ("92735218", "092735218"),
        ("9273", "09273"),
    ] {
        let found = finder.find(typed).map(|body| body.ars.to_string());
        assert_eq!(found.as_deref().ok(), Some(key), "{typed}: {:?}", finder.find(typed));
    }
}

#[test]
fn a_shared_name_needs_its_kreis() {
    let register = facts::bayern().register;
    let finder = Finder::new(&register);
    let Err(Unfound::Ambiguous(all)) = finder.find("Hausen") else { panic!("Hausen stands four times") };
    assert_eq!(all.len(), 4, "{:?}", names(&all));
    for typed in ["Hausen (Kelheim)", "Hausen, Lkr. Kelheim", "Gemeinde Hausen (Landkreis Kelheim)"] {
        assert_eq!(names(&finder.named(typed)), ["092735217125 Gemeinde Hausen"], "{typed}");
    }
    assert!(finder.named("Hausen (Mond)").is_empty());
    assert_eq!(names(&finder.named("Kelheim")).len(), 2);
}

#[test]
fn what_is_told_of_a_body_finds_it_again() {
    let register = facts::bayern().register;
    let finder = Finder::new(&register);
    for body in register.bodies().filter(|body| body.ars.level() > Level::Regierungsbezirk) {
        let told = finder.told(body);
        assert_eq!(finder.named(&told), [body], "{told}");
    }
}

#[test]
fn misspelt_names_are_near() {
    let register = facts::bayern().register;
    let finder = Finder::new(&register);
    for (typed, first) in [
        ("Meittingen", "Markt Meitingen"),
        ("Markt Meitigen", "Markt Meitingen"),
        ("Abendsberg", "Stadt Abensberg"),
        ("Landratsamt Kehlheim", "Landkreis Kelheim"),
        ("VG Sigenburg", "VG Siegenburg"),
        ("Kempten", "Stadt Kempten (Allgäu)"),
    ] {
        let near = finder.near(typed);
        assert_eq!(near.first().map(|body| body.full_name()).as_deref(), Some(first), "{typed}");
        assert!(near.len() <= MOST);
    }
    assert!(finder.near("Musterstadt am Mond").is_empty());
    assert!(finder.near("").is_empty());
}
