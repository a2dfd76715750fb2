//! `lagebild status export` and `lagebild status template`
//!
//! A file is written beside its place and put there when it is complete, so that nobody ever reads half a file. One
//! that is there already is replaced only where that was asked for.

use std::io::Write as _;
use std::path::Path;

use app::format;
use domain::rollout::Viewpoint;
use sheets::status::{Wanted, export as table, template as workbook};
use sheets::write::{Unwritable, Variant, to_csv, to_xlsx};
use store::{Db, ReadModel};

use super::args::{Export, Template};
use super::coverage::{not_in_future, scope, selection};
use super::{Refusal, failed};
use crate::clock::Clock;
use crate::data::about;

/// In which form a sheet is written.
enum Form {
    Workbook,
    Csv(Variant),
}

pub(super) async fn export(db: &Db, clock: Clock, options: Export) -> Result<(), Refusal> {
    let form = form(&options.file, options.machine)?;
    refuse_existing(&options.file, options.force)?;
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let situation = &picture.situation;
    let today = clock.today();
    let on = not_in_future("--on", options.on.unwrap_or(today), today)?;
    let selection = selection(situation, options.service.as_deref(), options.commitment.as_deref())?;
    let scope = scope(situation, options.scope.as_deref(), on)?;
    let wanted = Wanted { selection, scope, viewpoint: Viewpoint::on(on), is_inside: true };
    let mut sheet = table(situation, &wanted);
    sheet.notes = vec![("Stand".to_owned(), format::day(on))];
    sheet.notes.extend(about::sources(situation, picture.is_demo));
    sheet.notes.extend(about::stages());
    let rows = sheet.rows.len() as u64;
    let bytes = match form {
        Form::Workbook => to_xlsx(&[sheet], clock.now()).map_err(|error| unwritable(&error))?,
        Form::Csv(variant) => to_csv(&sheet, variant),
    };
    put(&options.file, &bytes, options.force)?;
    let rows = format::counted(rows, "Eine Zeile", "Zeilen");
    eprintln!("{rows} in {} geschrieben.", options.file.display());
    Ok(())
}

pub(super) async fn template(db: &Db, clock: Clock, options: Template) -> Result<(), Refusal> {
    if !matches!(form(&options.file, false)?, Form::Workbook) {
        return Err("Eine Vorlage mit Auswahllisten gibt es nur als .xlsx.".into());
    }
    refuse_existing(&options.file, options.force)?;
    let picture = ReadModel::new(db.clone()).current().await.map_err(|error| failed(&error))?;
    let scope = scope(&picture.situation, options.scope.as_deref(), clock.today())?;
    let notes = [about::stages(), about::sources(&picture.situation, picture.is_demo)].concat();
    let bytes =
        workbook(&picture.situation, scope, clock.now(), &notes).map_err(|error| unwritable(&error))?;
    put(&options.file, &bytes, options.force)?;
    eprintln!("Vorlage in {} geschrieben.", options.file.display());
    Ok(())
}

/// What the ending of the file asks for.
fn form(file: &Path, is_for_machines: bool) -> Result<Form, Refusal> {
    let ending = file.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    match (ending.as_deref(), is_for_machines) {
        (Some("xlsx"), false) => Ok(Form::Workbook),
        (Some("xlsx"), true) => Err("--machine gibt es nur für CSV; nennen Sie die Datei .csv.".into()),
        (Some("csv"), false) => Ok(Form::Csv(Variant::Excel)),
        (Some("csv"), true) => Ok(Form::Csv(Variant::Machine)),
        _ => Err(format!(
            "Die Datei „{}“ muss auf .xlsx oder .csv enden: Danach richtet sich, was hineingeschrieben wird.",
            file.display()
        )),
    }
}

/// Says at once that a file will not be replaced, before anything is worked out.
fn refuse_existing(file: &Path, force: bool) -> Result<(), Refusal> {
    if file.exists() && !force { Err(is_there(file)) } else { Ok(()) }
}

fn is_there(file: &Path) -> Refusal {
    format!("Die Datei „{}“ gibt es schon. Mit --force wird sie ersetzt.", file.display())
}

fn unwritable(error: &Unwritable) -> Refusal {
    match error {
        Unwritable::TooManyRows { rows, .. } => format!(
            "{} Zeilen sind mehr, als ein Blatt fasst. Schreiben Sie eine .csv oder schränken Sie mit --scope ein.",
            format::number(*rows as u64)
        ),
        Unwritable::Failed(error) => format!("Die Arbeitsmappe ließ sich nicht schreiben. ({error})"),
    }
}

/// Puts a complete file in its place.
fn put(file: &Path, bytes: &[u8], force: bool) -> Result<(), Refusal> {
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let refused = |error: &std::io::Error| {
        format!("Die Datei „{}“ lässt sich nicht schreiben. ({error})", file.display())
    };
    let mut builder = tempfile::Builder::new();
    // As any other file that somebody makes, and not for its owner alone.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut written = builder.prefix(".lagebild-").tempfile_in(folder).map_err(|error| refused(&error))?;
    written.write_all(bytes).and_then(|()| written.as_file().sync_all()).map_err(|error| refused(&error))?;
    let placed = if force { written.persist(file) } else { written.persist_noclobber(file) };
    match placed {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == std::io::ErrorKind::AlreadyExists => Err(is_there(file)),
        Err(error) => Err(refused(&error.error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_put_in_its_place_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("stand.csv");
        put(&file, b"eins", false).unwrap();
        let refused = put(&file, b"zwei", false).unwrap_err();
        assert!(refused.contains("gibt es schon") && refused.contains("--force"), "{refused}");
        assert_eq!(std::fs::read(&file).unwrap(), b"eins");
        put(&file, b"zwei", true).unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"zwei");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
        let refused = put(&folder.path().join("nirgends/stand.csv"), b"", false).unwrap_err();
        assert!(refused.contains("lässt sich nicht schreiben"), "{refused}");
    }

    #[test]
    fn the_ending_says_what_is_written() {
        assert!(matches!(form(Path::new("Stand.XLSX"), false), Ok(Form::Workbook)));
        assert!(matches!(form(Path::new("stand.csv"), false), Ok(Form::Csv(Variant::Excel))));
        assert!(matches!(form(Path::new("stand.csv"), true), Ok(Form::Csv(Variant::Machine))));
        for (file, machine) in [("stand.xlsx", true), ("stand.ods", false), ("stand", false)] {
            assert!(form(Path::new(file), machine).is_err(), "{file}");
        }
    }
}
