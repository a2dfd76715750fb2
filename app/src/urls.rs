//! Every address of the product, built in one place.

use domain::Ars;
use domain::catalogue::Slug;
use url::form_urlencoded::Serializer;

/// The Lagebild.
pub const OVERVIEW: &str = "/";
/// All services.
pub const SERVICES: &str = "/leistungen";
/// Search for communes.
pub const COMMUNES: &str = "/kommunen";
/// How the figures come about.
pub const METHOD: &str = "/berechnung";
/// Who is responsible for the site.
pub const IMPRINT: &str = "/impressum";
/// What happens to personal data.
pub const PRIVACY: &str = "/datenschutz";
/// Declaration of accessibility.
pub const ACCESSIBILITY: &str = "/barrierefreiheit";
/// The line of the chart as a sheet.
pub const SERIES_CSV: &str = "/daten/verlauf.csv";
/// The found communes as a sheet.
pub const COMMUNES_CSV: &str = "/daten/kommunen.csv";
/// The authorities of a service as a sheet.
pub const AUTHORITIES_CSV: &str = "/daten/behoerden.csv";

/// A body.
#[must_use]
pub fn body(ars: &Ars) -> String {
    format!("/kommunen/{ars}")
}

/// The status form of an authority for a service.
#[must_use]
pub fn status(authority: &Ars, service: &Slug) -> String {
    format!("/kommunen/{authority}/leistungen/{service}")
}

/// Where a wrong entry is taken back.
#[must_use]
pub fn retraction(authority: &Ars, service: &Slug) -> String {
    format!("/kommunen/{authority}/leistungen/{service}/korrektur")
}

/// A service or a commitment.
#[must_use]
pub fn service(slug: &Slug) -> String {
    format!("/leistungen/{slug}")
}

/// An address with the parameters that have a value.
#[must_use]
pub fn with_query(path: &str, query: &[(&str, &str)]) -> String {
    let mut serializer = Serializer::new(String::new());
    for (name, value) in query.iter().filter(|(_, value)| !value.is_empty()) {
        serializer.append_pair(name, value);
    }
    match serializer.finish() {
        empty if empty.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_parameters_are_left_out_and_others_escaped() {
        assert_eq!(with_query("/", &[("stand", "")]), "/");
        assert_eq!(
            with_query("/kommunen", &[("suche", "Bad Abbach & mehr"), ("seite", "2")]),
            "/kommunen?suche=Bad+Abbach+%26+mehr&seite=2"
        );
    }
}
