/// How the way to the world is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Connection {
    /// Nothing is wrong with it.
    #[default]
    Sound,
    /// The world does not answer.
    Silent,
    /// There is none; another is being sought.
    Lost,
}

/// A world that owes an answer for longer, in milliseconds, does not answer.
const SILENCE: f64 = 5_000.0;

/// How far a conversation has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// There is none.
    #[default]
    None,
    /// The world was greeted.
    Begun,
    /// It has greeted too, and can be asked.
    Open,
}

/// A conversation with a world as such: whether there is one, and whether the world is heard of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Talk {
    stage: Stage,
    connection: Connection,
    /// Since when the world owes an answer, in milliseconds.
    unanswered: Option<f64>,
}

impl Talk {
    /// The world is greeted.
    pub(crate) const fn begin(&mut self) {
        (self.stage, self.unanswered) = (Stage::Begun, None);
    }

    /// The world has greeted too.
    pub(crate) const fn open(&mut self) {
        self.stage = Stage::Open;
    }

    /// The world was heard of.
    pub(crate) const fn hear(&mut self) {
        (self.connection, self.unanswered) = (Connection::Sound, None);
    }

    /// The way to the world is lost.
    pub(crate) const fn lose(&mut self) {
        (self.stage, self.connection) = (Stage::None, Connection::Lost);
    }

    /// There is nothing more to say.
    pub(crate) const fn end(&mut self) {
        self.stage = Stage::None;
    }

    /// Whether the world can be asked.
    pub(crate) fn is_open(self) -> bool {
        self.stage == Stage::Open
    }

    /// How the way to the world is.
    pub(crate) const fn connection(self) -> Connection {
        self.connection
    }

    /// Whether the world is to be asked at this time, in milliseconds, if it is there. Notes when it does not answer.
    pub(crate) fn ping(&mut self, now: f64) -> bool {
        if self.stage == Stage::None {
            return false;
        }
        if now - *self.unanswered.get_or_insert(now) > SILENCE {
            self.connection = Connection::Silent;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_world_that_owes_an_answer_is_silent_until_it_is_heard_of() {
        let mut talk = Talk::default();
        assert!(!talk.ping(0.0));
        talk.begin();
        assert!(talk.ping(60_000.0));
        assert!(talk.ping(65_000.0));
        assert_eq!(talk.connection(), Connection::Sound);
        assert!(talk.ping(66_000.0));
        assert_eq!(talk.connection(), Connection::Silent);
        talk.hear();
        assert_eq!(talk.connection(), Connection::Sound);
    }

    #[test]
    fn what_is_lost_is_not_asked_and_is_found_by_being_heard_of() {
        let mut talk = Talk::default();
        talk.begin();
        talk.open();
        assert!(talk.is_open());
        talk.lose();
        assert!(!talk.is_open() && !talk.ping(0.0));
        talk.begin();
        assert_eq!(talk.connection(), Connection::Lost);
        talk.hear();
        assert_eq!(talk.connection(), Connection::Sound);
    }
}
