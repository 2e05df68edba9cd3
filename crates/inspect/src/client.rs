use serde::Serialize;
use serde_json::Value as Json;

use crate::asking::Explanation;
use crate::call::Call;
use crate::content::Pulse;
use crate::edit::Made;
use crate::event::{Event, Found, Refused, Subject};
use crate::failure::{Failure, ProtocolError};
use crate::json::{FromJson, parse};
use crate::message::{
    Cancel, Confirm, Failed, Hello, Incoming, Point, Subscribe, Told, Unsubscribe, Update, write,
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
    /// By number, the oldest first.
    pending: Vec<(u64, Subject)>,
    /// One of each subscription at most.
    followed: Vec<Followed>,
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
#[derive(Debug)]
struct Followed {
    subscription: u32,
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
        Self { last_id: 0, pending: Vec::new(), followed: Vec::new(), outbox: Vec::new() }
    }
}

impl<B> Client<B> {
    /// Greets the world. To be done first.
    pub fn hello(&mut self) {
        self.request(Subject::Hello, "hello", Hello { protocol: PROTOCOL });
    }

    /// Follows a view from now on, in place of the one of its kind that was followed.
    pub fn follow(&mut self, view: View) {
        let Some(followed) = self.followed(view.subscription()) else { return self.subscribe(view) };
        match &followed.asked {
            Some((_, asked)) => followed.next = (*asked != view).then_some(view),
            None if followed.known.as_ref() == Some(&view) => (),
            None if followed.refused.as_ref() == Some(&view) => (),
            None => self.subscribe(view),
        }
    }

    /// Asks again what was refused, as soon as it is to be followed: the world may be another now.
    pub fn retry(&mut self) {
        self.followed.iter_mut().for_each(|followed| followed.refused = None);
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
        let place = self.followed.iter().position(|followed| followed.subscription == subscription);
        let Some(followed) = place.map(|place| self.followed.swap_remove(place)) else { return };
        if let Some((id, _)) = followed.asked {
            self.take_pending(id);
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
            self.pending.push((id, Subject::Call(call)));
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
        let message = parse(message)?;
        let incoming = Incoming::of(&message)?;
        let params = incoming.params;
        match incoming.method.as_deref() {
            Some("update") => self.update(Update::from_json(params)?, Told::of(params)?),
            Some("failed") => Ok(self.failed(Failed::from_json(params)?)),
            Some("point") => Ok(Some(Event::Point(Point::from_json(params)?.entity))),
            Some(_) => Ok(None),
            None => self.answered(incoming),
        }
    }

    fn subscribe(&mut self, view: View) {
        let subscription = view.subscription();
        let message = Subscribe { subscription, view: view.name(), of: &view };
        let id = self.next_id();
        self.post(write(Some(id), "subscribe", message));
        self.pending.push((id, Subject::View(view.clone())));
        let asked = Some((id, view));
        match self.followed(subscription) {
            Some(followed) => followed.asked = asked,
            None => {
                self.followed.push(Followed { subscription, asked, next: None, known: None, refused: None });
            }
        }
    }

    fn followed(&mut self, subscription: u32) -> Option<&mut Followed> {
        self.followed.iter_mut().find(|followed| followed.subscription == subscription)
    }

    fn take_pending(&mut self, id: u64) -> Option<Subject> {
        let place = self.pending.iter().position(|(pending, _)| *pending == id)?;
        Some(self.pending.remove(place).1)
    }

    fn answered(&mut self, answer: Incoming<'_>) -> Result<Option<Event>, ProtocolError> {
        let Some(subject) = answer.id.and_then(|id| self.take_pending(id)) else { return Ok(None) };
        if let Some(failure) = answer.error {
            return Ok(Some(self.refused(subject, failure)));
        }
        let result = answer.result;
        match subject {
            Subject::Hello => Ok(Some(Event::Welcome(FromJson::from_json(result)?))),
            Subject::View(view) => {
                let told = Told::of(result)?;
                self.settle(&view, Some(view.clone()));
                content_event(view, told).map(Some)
            }
            Subject::Call(call) => done(call, result),
        }
    }

    /// The question about a view is answered; the next one may be asked.
    fn settle(&mut self, view: &View, known: Option<View>) {
        let Some(followed) = self.followed(view.subscription()) else { return };
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
        if let Some(followed) = self.followed(view.subscription()) {
            followed.refused = Some(view.clone());
        }
    }

    fn update(&mut self, update: Update, told: Told<'_>) -> Result<Option<Event>, ProtocolError> {
        let Update { subscription, seq } = update;
        let Some(view) = self.followed(subscription).and_then(|followed| followed.known.clone()) else {
            return Ok(None);
        };
        self.notify("confirm", Confirm { subscription, seq });
        content_event(view, told).map(Some)
    }

    fn failed(&mut self, Failed { subscription, error }: Failed) -> Option<Event> {
        let view = self.followed(subscription)?.known.take()?;
        self.note_refused(&view);
        Some(Event::Refused(Refused { subject: Subject::View(view), failure: error }))
    }

    fn request(&mut self, subject: Subject, method: &str, params: impl Serialize) {
        let id = self.next_id();
        self.post(write(Some(id), method, params));
        self.pending.push((id, subject));
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
fn content_event(view: View, told: Told<'_>) -> Result<Event, ProtocolError> {
    let took = told.took;
    Ok(match view {
        View::Pulse => Event::Pulse(told.read()?),
        View::Census => Event::Census(told.read()?),
        View::Rows(request) => Event::Rows(Found { request, content: told.read()?, took }),
        View::Entity(request) => Event::Entity(Found { request, content: told.read()?, took }),
        View::Edits => Event::Edits(told.read()?),
        View::References(request) => Event::References(Found { request, content: told.read()?, took }),
        View::Type(_) => Event::Type(told.read()?),
        View::Watches => Event::Watches(told.read()?),
        View::Shared(_) => Event::Shared(told.read()?),
        View::Worlds => Event::Worlds(told.read()?),
        View::Snapshots => Event::Snapshots(told.read()?),
        View::History => Event::History(told.read()?),
    })
}

/// What the answer tells to something that was done with worlds as a whole.
fn arrived(travel: Travel, result: &Json) -> Result<Event, ProtocolError> {
    Ok(match travel {
        Travel::Record { .. } => Event::History(FromJson::from_json(result)?),
        Travel::Diff(request) => {
            Event::Diff(Found { request, content: FromJson::from_json(result)?, took: 0.0 })
        }
        Travel::Past(request) => {
            Event::Past(Found { request, content: FromJson::from_json(result)?, took: 0.0 })
        }
        _ => Event::Arrived(travel),
    })
}

/// What the answer to a call tells.
fn done(call: Call, result: &Json) -> Result<Option<Event>, ProtocolError> {
    Ok(match call {
        Call::Pause | Call::Resume | Call::Step => Some(Event::Pulse(Pulse::from_json(result)?)),
        Call::Complete { query, offset } => {
            let content = FromJson::from_json(result)?;
            Some(Event::Completion(Found { request: (query, offset), content, took: 0.0 }))
        }
        Call::Edit(edit) => {
            let made = Option::<Made>::from_json(result)?;
            Some(Event::Edited(*edit, made.unwrap_or_default()))
        }
        Call::Undo | Call::Redo => Some(Event::Turned),
        Call::Copy { .. } => Some(Event::Copied(FromJson::from_json(result)?)),
        Call::Find { .. } => Some(Event::Listed(FromJson::from_json(result)?)),
        Call::Travel(travel) => Some(arrived(travel, result)?),
        Call::Explain(request) => {
            let content = Explanation::from_json(result)?;
            let took = content.took;
            Some(Event::Explained(Found { request, content, took }))
        }
        Call::Export { .. } => Some(Event::Exported(FromJson::from_json(result)?)),
        Call::Equals => Some(Event::Equals(FromJson::from_json(result)?)),
        Call::ShareEqual(_) => Some(Event::Done),
        Call::Ping => Some(Event::Pong),
        Call::Highlight(_) | Call::Watch(_) | Call::Unwatch(_) => None,
    })
}
