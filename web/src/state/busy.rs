use terrarium_inspect::{Call, Travel};

/// Something that takes its time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Busy {
    /// The number of the call, to give it up by.
    pub(crate) call: u64,
    /// What is being done, in words.
    pub(crate) label: &'static str,
    /// How much of it is done, of 1, where that is known.
    pub(crate) progress: Option<f64>,
}

/// What a call does, in words; nothing for those that are always short, or that nobody can give up.
pub(crate) const fn label(call: &Call) -> Option<&'static str> {
    let Call::Travel(travel) = call else { return None };
    Some(match travel {
        Travel::Take { .. } => "Taking a snapshot",
        Travel::Upload { .. } => "Reading the file",
        Travel::Download { .. } => "Writing the file",
        Travel::Restore { .. } => "Restoring the snapshot",
        Travel::Import { .. } => "Importing the entities",
        Travel::Fork { .. } => "Making a second world",
        Travel::Look { .. } => "Going there",
        Travel::Rewind { .. } => "Going back",
        Travel::Diff(_) => "Comparing",
        Travel::Past(_) => "Looking into the past",
        Travel::Close { .. } | Travel::Rename { .. } | Travel::Forget { .. } | Travel::Record { .. } => {
            return None;
        }
    })
}
