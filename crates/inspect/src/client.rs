use std::collections::BTreeMap;

use serde::Serialize;

use crate::asking::Explanation;
use crate::call::Call;
use crate::content::Pulse;
use crate::edit::Made;
use crate::event::{Event, Found, Refused, Subject};
use crate::failure::{Failure, ProtocolError};
use crate::message::{
    Cancel, Confirm, Failed, Hello, Incoming, Point, Subscribe, Subscribed, Unsubscribe, Update, read, write,
};
use crate::travel::Travel;
use crate::view::{View, ViewKind};

/// The version of the protocol that is spoken here.
const PROTOCOL: u32 = 1;

/// An inspector's side of the conversation with one world.
///
/// Of each view one question is under way at a time: of those that are asked meanwhile only the last is sent, when
/// the answer is there. So neither side queues up what nobody wants to know any more.
///
/// `B` is what holds bytes that go along with a message, such as those of a snapshot.
#[derive(Debug)]
pub struct Client<B> {
    last_id: u64,
    pending: BTreeMap<u64, Subject>,
    /// By subscription.
    followed: BTreeMap<u32, Followed>,
    outbox: Vec<Message<B>>,
}

/// A message to send, and the bytes that go along with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<B> {
    /// The message.
    pub text: String,
    /// What goes along.
    pub bytes: Option<B>,
}

/// A view that is followed.
#[derive(Debug, Default)]
struct Followed {
    /// The question that is under way.
    asked: Option<(u64, View)>,
    /// The one to ask after it.
    next: Option<View>,
    /// The one that was answered last, and is kept up to date.
    known: Option<View>,
    /// The one that was refused last, which is not asked again of itself.
    refused: Option<View>,
}

impl<B> Default for Client<B> {
    fn default() -> Self {
        Self { last_id: 0, pending: BTreeMap::new(), followed: BTreeMap::new(), outbox: Vec::new() }
    }
}

impl<B> Client<B> {
    /// Greets the world. To be done first.
    pub fn hello(&mut self) {
        self.request(Subject::Hello, "hello", Hello { protocol: PROTOCOL });
    }

    /// Follows a view from now on, in place of the one of its kind that was followed.
    pub fn follow(&mut self, view: View) {
        let followed = self.followed.entry(view.subscription()).or_default();
        match &followed.asked {
            Some((_, asked)) => followed.next = (*asked != view).then_some(view),
            None if followed.known.as_ref() == Some(&view) => (),
            None if followed.refused.as_ref() == Some(&view) => (),
            None => self.subscribe(view),
        }
    }

    /// Asks again what was refused, as soon as it is to be followed: the world may be another now.
    pub fn retry(&mut self) {
        self.followed.values_mut().for_each(|followed| followed.refused = None);
    }

    /// Follows a view while it is wanted, and no view of its kind while it is not.
    pub fn follow_while(&mut self, kind: ViewKind, view: Option<View>) {
        match view {
            Some(view) => self.follow(view),
            None => self.leave(kind),
        }
    }

    /// Follows no view of a kind any more.
    pub fn leave(&mut self, kind: ViewKind) {
        let subscription = kind.subscription();
        let Some(followed) = self.followed.remove(&subscription) else { return };
        if let Some((id, _)) = followed.asked {
            self.pending.remove(&id);
        }
        self.notify("unsubscribe", Unsubscribe { subscription });
    }

    /// Has something done.
    pub fn call(&mut self, call: Call) {
        self.call_with(call, None);
    }

    /// Has something done with bytes.
    pub fn call_with(&mut self, call: Call, bytes: Option<B>) {
        let (method, params) = (call.method(), call.params());
        if matches!(call, Call::Highlight(_)) {
            self.notify(method, params);
        } else {
            let id = self.next_id();
            self.outbox.push(Message { text: write(Some(id), method, params), bytes });
            self.pending.insert(id, Subject::Call(call));
        }
    }

    /// The calls that are not answered yet, the oldest first, by the numbers to give them up by.
    pub fn pending_calls(&self) -> impl Iterator<Item = (u64, &Call)> {
        self.pending.iter().filter_map(|(id, subject)| match subject {
            Subject::Call(call) => Some((*id, call)),
            Subject::Hello | Subject::View(_) => None,
        })
    }

    /// Gives up a call: unless it is done before, it is refused with `Canceled`.
    pub fn cancel(&mut self, call: u64) {
        self.notify("cancel", Cancel { id: call });
    }

    /// The messages to send, in this order.
    pub fn outgoing(&mut self) -> Vec<Message<B>> {
        std::mem::take(&mut self.outbox)
    }

    /// Takes up a message. `None` where it tells nothing that is still wanted.
    ///
    /// # Errors
    /// For what is no message of the protocol; the client is as it was.
    pub fn receive(&mut self, message: &str) -> Result<Option<Event>, ProtocolError> {
        let incoming: Incoming<'_> = serde_json::from_str(message)?;
        match incoming.method.as_deref() {
            Some("update") => self.update(read(incoming.params)?),
            Some("failed") => Ok(self.failed(read(incoming.params)?)),
            Some("point") => Ok(Some(Event::Point(read::<Point>(incoming.params)?.entity))),
            Some(_) => Ok(None),
            None => self.answered(incoming),
        }
    }

    fn subscribe(&mut self, view: View) {
        let subscription = view.subscription();
        let message = Subscribe { subscription, view: view.name(), of: &view };
        let id = self.next_id();
        self.post(write(Some(id), "subscribe", message));
        self.pending.insert(id, Subject::View(view.clone()));
        self.followed.entry(subscription).or_default().asked = Some((id, view));
    }

    fn answered(&mut self, answer: Incoming<'_>) -> Result<Option<Event>, ProtocolError> {
        let Some(subject) = answer.id.and_then(|id| self.pending.remove(&id)) else { return Ok(None) };
        if let Some(failure) = answer.error {
            return Ok(Some(self.refused(subject, failure)));
        }
        match subject {
            Subject::Hello => Ok(Some(Event::Welcome(read(answer.result)?))),
            Subject::View(view) => {
                let Subscribed { took, content } = read(answer.result)?;
                self.settle(&view, Some(view.clone()));
                content_event(view, content, took).map(Some)
            }
            Subject::Call(call) => done(call, &answer),
        }
    }

    /// The question about a view is answered; the next one may be asked.
    fn settle(&mut self, view: &View, known: Option<View>) {
        let Some(followed) = self.followed.get_mut(&view.subscription()) else { return };
        followed.asked = None;
        followed.known = known;
        if let Some(next) = followed.next.take() {
            self.subscribe(next);
        }
    }

    fn refused(&mut self, subject: Subject, failure: Failure) -> Event {
        if let Subject::View(view) = &subject {
            self.settle(view, None);
            self.note_refused(view);
        }
        Event::Refused(Refused { subject, failure })
    }

    fn note_refused(&mut self, view: &View) {
        if let Some(followed) = self.followed.get_mut(&view.subscription()) {
            followed.refused = Some(view.clone());
        }
    }

    fn update(&mut self, update: Update<'_>) -> Result<Option<Event>, ProtocolError> {
        let Update { subscription, seq, took, content } = update;
        let Some(view) = self.followed.get(&subscription).and_then(|followed| followed.known.clone()) else {
            return Ok(None);
        };
        self.notify("confirm", Confirm { subscription, seq });
        content_event(view, content, took).map(Some)
    }

    fn failed(&mut self, Failed { subscription, error }: Failed) -> Option<Event> {
        let view = self.followed.get_mut(&subscription)?.known.take()?;
        self.note_refused(&view);
        Some(Event::Refused(Refused { subject: Subject::View(view), failure: error }))
    }

    fn request(&mut self, subject: Subject, method: &str, params: impl Serialize) {
        let id = self.next_id();
        self.post(write(Some(id), method, params));
        self.pending.insert(id, subject);
    }

    fn notify(&mut self, method: &str, params: impl Serialize) {
        self.post(write(None, method, params));
    }

    fn post(&mut self, text: String) {
        self.outbox.push(Message { text, bytes: None });
    }

    const fn next_id(&mut self) -> u64 {
        self.last_id += 1;
        self.last_id
    }
}

/// What a view's content tells.
fn content_event(
    view: View,
    content: &serde_json::value::RawValue,
    took: f64,
) -> Result<Event, ProtocolError> {
    let content = Some(content);
    Ok(match view {
        View::Pulse => Event::Pulse(read(content)?),
        View::Census => Event::Census(read(content)?),
        View::Rows(request) => Event::Rows(Found { request, content: read(content)?, took }),
        View::Entity(request) => Event::Entity(Found { request, content: read(content)?, took }),
        View::Edits => Event::Edits(read(content)?),
        View::References(request) => Event::References(Found { request, content: read(content)?, took }),
        View::Type(_) => Event::Type(read(content)?),
        View::Watches => Event::Watches(read(content)?),
        View::Shared(_) => Event::Shared(read(content)?),
        View::Worlds => Event::Worlds(read(content)?),
        View::Snapshots => Event::Snapshots(read(content)?),
        View::History => Event::History(read(content)?),
    })
}

/// What the answer tells to something that was done with worlds as a whole.
fn arrived(travel: Travel, answer: &Incoming<'_>) -> Result<Event, ProtocolError> {
    Ok(match travel {
        Travel::Record { .. } => Event::History(read(answer.result)?),
        Travel::Diff(request) => Event::Diff(Found { request, content: read(answer.result)?, took: 0.0 }),
        Travel::Past(request) => Event::Past(Found { request, content: read(answer.result)?, took: 0.0 }),
        _ => Event::Arrived(travel),
    })
}

/// What the answer to a call tells.
fn done(call: Call, answer: &Incoming<'_>) -> Result<Option<Event>, ProtocolError> {
    Ok(match call {
        Call::Pause | Call::Resume | Call::Step => Some(Event::Pulse(read::<Pulse>(answer.result)?)),
        Call::Complete { query, offset } => {
            let content = read(answer.result)?;
            Some(Event::Completion(Found { request: (query, offset), content, took: 0.0 }))
        }
        Call::Edit(edit) => {
            let made = answer.result.map_or(Ok(Made::default()), |made| read(Some(made)))?;
            Some(Event::Edited(*edit, made))
        }
        Call::Undo | Call::Redo => Some(Event::Turned),
        Call::Copy { .. } => Some(Event::Copied(read(answer.result)?)),
        Call::Find { .. } => Some(Event::Listed(read(answer.result)?)),
        Call::Travel(travel) => Some(arrived(travel, answer)?),
        Call::Explain(request) => {
            let content: Explanation = read(answer.result)?;
            let took = content.took;
            Some(Event::Explained(Found { request, content, took }))
        }
        Call::Export { .. } => Some(Event::Exported(read(answer.result)?)),
        Call::Equals => Some(Event::Equals(read(answer.result)?)),
        Call::ShareEqual(_) => Some(Event::Done),
        Call::Ping => Some(Event::Pong),
        Call::Highlight(_) | Call::Watch(_) | Call::Unwatch(_) => None,
    })
}
