//! The flags that select operations.

use truespec::select::{Selection, Selector, Written};
use truespec::source::Settings;

/// Which operations of a document are generated.
#[derive(clap::Args)]
pub struct Selectors {
    /// Takes only operations that this selector matches: `tag:NAME`, `METHOD /path`, `/path`, an operationId, `group/method`,
    /// `deprecated` or `webhooks`; `*` is anything but `/`, `**` anything. Can be repeated.
    #[arg(long, value_name = "SELECTOR")]
    only: Vec<String>,
    /// Leaves out operations that this selector matches; can be repeated.
    #[arg(long, value_name = "SELECTOR")]
    except: Vec<String>,
}

impl Selectors {
    /// Returns true if there are none.
    pub fn is_empty(&self) -> bool {
        self.only.is_empty() && self.except.is_empty()
    }

    /// Returns the selection of the flags.
    pub fn selection(&self) -> Selection {
        let read = |flag: &'static str, texts: &[String]| {
            texts.iter().map(|text| Selector::new(text.as_str(), Written::Flag(flag))).collect()
        };
        Selection {
            only: read("--only", &self.only),
            except: read("--except", &self.except),
            ..Selection::default()
        }
    }

    /// The settings with this selection for a document that is given alone.
    pub fn select(&self, mut settings: Settings) -> Settings {
        if !self.is_empty() {
            settings.selections.insert(String::new(), self.selection());
        }
        settings
    }
}
