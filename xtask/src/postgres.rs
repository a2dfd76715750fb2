//! A throw-away PostgreSQL for the tests.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{debian, process};

/// A running cluster with a folder and a port of its own; stopped and removed when dropped.
pub(crate) struct Cluster {
    folder: TempDir,
    pg_ctl: PathBuf,
    port: u16,
    password: String,
}

impl Cluster {
    /// Starts one, installing PostgreSQL where it is missing and that is possible.
    pub(crate) fn start() -> Result<Self> {
        let programs = programs()?;
        let folder = tempfile::Builder::new().prefix("lagebild-postgres-").tempdir()?;
        let password_file = tempfile::Builder::new().prefix("").rand_bytes(24).tempfile_in(&folder)?;
        let password = file_name(password_file.path());
        fs::write(password_file.path(), &password)?;
        if debian::is_root() {
            // PostgreSQL refuses to run as root.
            process::run(Command::new("chown").args(["-R", "postgres"]).arg(folder.path()))
                .context("es gibt keinen Benutzer postgres, unter dem PostgreSQL laufen könnte")?;
        }
        // Somebody else may take the port before the cluster does; then it does not start and says why.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let cluster = Self { folder, pg_ctl: programs.join("pg_ctl"), port, password };
        process::run(
            as_owner(&programs.join("initdb"))
                .args(["--username=postgres", "--encoding=UTF8", "--no-locale", "--auth=scram-sha-256"])
                .arg("--pwfile")
                .arg(password_file.path())
                .arg("--pgdata")
                .arg(cluster.data()),
        )?;
        // Each test has its own database and pool, hence the many connections. Nothing here makes the cluster
        // less safe than a real one: one test kills a server and counts what survived.
        let settings = format!("-p {port} -h 127.0.0.1 -k '' -c max_connections=400");
        process::run(as_owner(&cluster.pg_ctl).args(["--wait", "start", "--options", &settings]).args([
            "--log".as_ref(),
            cluster.log().as_os_str(),
            "--pgdata".as_ref(),
            cluster.data().as_os_str(),
        ]))
        .with_context(|| fs::read_to_string(cluster.log()).unwrap_or_default())?;
        Ok(cluster)
    }

    /// The address of its maintenance database.
    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres:{}@127.0.0.1:{}/postgres", self.password, self.port)
    }

    /// Stops the cluster and removes its files, for the moment when the process ends without dropping it.
    pub(crate) fn emergency_stop(&self) -> impl Fn() + Send + 'static {
        let (pg_ctl, data, folder) = (self.pg_ctl.clone(), self.data(), self.folder.path().to_owned());
        move || {
            stop(&pg_ctl, &data);
            // Nobody is left to be told.
            let _ = fs::remove_dir_all(&folder);
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.data().join("postmaster.pid").exists() {
            stop(&self.pg_ctl, &self.data());
        }
    }
}

fn stop(pg_ctl: &Path, data: &Path) {
    let stopped =
        process::run(as_owner(pg_ctl).args(["--silent", "--mode=immediate", "stop", "--pgdata"]).arg(data));
    if let Err(error) = stopped {
        eprintln!("  PostgreSQL läuft vielleicht noch: {error:#}");
    }
}

/// A call as the user to whom the cluster belongs.
fn as_owner(program: &Path) -> Command {
    let mut command = if debian::is_root() {
        let mut command = Command::new("runuser");
        command.args(["--user", "postgres", "--"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    // The folder we are in may be closed to that user.
    command.current_dir("/");
    command
}

/// The folder with `initdb` and `pg_ctl`.
fn programs() -> Result<PathBuf> {
    if let Some(folder) = installed() {
        return Ok(folder);
    }
    if debian::can_install() {
        debian::install(&["postgresql"])?;
        if let Some(folder) = installed() {
            return Ok(folder);
        }
    }
    bail!("Für die Prüfungen fehlt PostgreSQL (initdb und pg_ctl). Abhilfe: „apt-get install postgresql“");
}

/// On the search path, or where Debian puts them; there the newest version.
fn installed() -> Option<PathBuf> {
    let on_path = process::find("pg_ctl").and_then(|program| program.parent().map(Path::to_owned));
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let version = |folder: &PathBuf| file_name(folder).parse::<u32>().unwrap_or(0);
    let mut versions: Vec<PathBuf> = debian.map(|folder| folder.path()).collect();
    versions.sort_by_key(version);
    let newest_first = versions.into_iter().rev().map(|folder| folder.join("bin"));
    on_path
        .into_iter()
        .chain(newest_first)
        .find(|folder| ["initdb", "pg_ctl"].iter().all(|program| folder.join(program).is_file()))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
