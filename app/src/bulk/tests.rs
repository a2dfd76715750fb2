//! What was chosen is carried from step to step.

use domain::Day;
use domain::register::facts;

use super::*;
use crate::bavaria;

#[test]
fn what_was_chosen_is_carried_and_nothing_else_is_read() {
    let today: Day = "2026-11-23".parse().unwrap();
    let responsibilities = Responsibilities::on(today, facts::bayern().register, &bavaria::catalogue());
    let all: Chosen = responsibilities.rollouts().iter().cloned().zip(0..).collect();
    let text = write(&all);
    assert_eq!(read(&text, &responsibilities), Some(all));
    assert!(text.len() < 40_000, "{}", text.len());
    assert_eq!(read("", &responsibilities), Some(Chosen::new()));
    for wrong in [
        "09273.1",
        "kaffee",
        "09273 09375.1",
        "fuehrerschein 09273.x",
        "fuehrerschein 09273.1.2",
        "fuehrerschein 092730111111.1",
        "kaffee 09273.1",
        "Fuehrerschein 09273.1",
        "fuehrerschein <script>.1",
    ] {
        assert_eq!(read(wrong, &responsibilities), None, "{wrong}");
    }
    let of_kelheim = ticked("09273.fuehrerschein", "3", &responsibilities).unwrap();
    assert_eq!(write(&Chosen::from([of_kelheim])), "fuehrerschein 09273.3");
    assert_eq!(ticked("09273", "3", &responsibilities), None);
    assert_eq!(ticked("09273.fuehrerschein", "", &responsibilities), None);
}
