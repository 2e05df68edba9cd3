use std::rc::Rc;

use terrarium_ecs::Name;

use super::builder::Builder;
use super::text;
use crate::error::{CodecError, Outcome, ensure_within};
use crate::pickle::{Item, Object, Place, Tree};

/// A class or function by name, and what is known about it.
#[derive(Debug)]
pub(super) struct Class {
    /// Module and qualified name, as in `agents.Wallet`.
    pub(super) name: Name,
    pub(super) kind: Kind,
}

/// What an object of a class becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An entity's handle.
    Handle,
    /// A set made of a list, as protocols 2 and 3 write it.
    Set,
    Bytes,
    /// Bytes made of a text, as protocol 2 writes them.
    Encoded,
    Dict,
    Counter,
    Deque,
    DateTime,
    Date,
    TimeDelta,
    TimeZone,
    /// Seconds east of Greenwich, as pydantic has them.
    Offset,
    ZoneInfo,
    Other,
}

impl Kind {
    fn of(path: &[u8]) -> Self {
        match path {
            b"builtins.set" | b"builtins.frozenset" => Self::Set,
            b"builtins.bytes" | b"builtins.bytearray" => Self::Bytes,
            b"_codecs.encode" => Self::Encoded,
            b"collections.OrderedDict" | b"collections.defaultdict" => Self::Dict,
            b"collections.Counter" => Self::Counter,
            b"collections.deque" => Self::Deque,
            b"datetime.datetime" => Self::DateTime,
            b"datetime.date" => Self::Date,
            b"datetime.timedelta" => Self::TimeDelta,
            b"datetime.timezone" => Self::TimeZone,
            b"pydantic_core._pydantic_core.TzInfo" => Self::Offset,
            b"zoneinfo.ZoneInfo._unpickle" => Self::ZoneInfo,
            _ if path.ends_with(b".EntityId") => Self::Handle,
            _ => Self::Other,
        }
    }
}

/// What is remembered of a class, besides its name.
const CLASS_BYTES: usize = 128;

impl Builder<'_, '_> {
    /// The class or function at a place of the tree.
    pub(super) fn class(&mut self, of: Place) -> Outcome<Rc<Class>> {
        if let Some(class) = self.classes.get(&of) {
            return Ok(Rc::clone(class));
        }
        let path = path(self.tree, of, self.limits.name_bytes_max)?;
        self.budget.take(CLASS_BYTES + size_of::<u16>() * path.len())?;
        let class =
            Rc::new(Class { name: text::name(&path).ok_or_else(text::damaged)?, kind: Kind::of(&path) });
        self.classes.insert(of, Rc::clone(&class));
        Ok(class)
    }
}

fn nameless() -> CodecError {
    CodecError::unsupported("something is made by a function that has no name of its own")
}

/// Module and names with dots between. Classes inside classes are, in protocols 2 and 3, calls of `getattr`.
fn path(tree: &Tree<'_>, of: Place, bytes_max: usize) -> Outcome<Vec<u8>> {
    let (mut of, mut names, mut bytes) = (of, Vec::new(), 0);
    while let Some((owner, name)) = tree.at(of).and_then(|object| attribute(tree, object)) {
        bytes += name.len() + 1;
        ensure_within(bytes, "the name of a class", "nameBytesMax", bytes_max)?;
        names.push(name);
        of = owner;
    }
    let Some(Object::Global(module, name)) = tree.at(of) else { return Err(nameless()) };
    let (module, name) = (module_name(tree.bytes(*module)), tree.bytes(*name));
    bytes += module.len() + 1 + name.len();
    ensure_within(bytes, "the name of a class", "nameBytesMax", bytes_max)?;
    names.extend([name, module]);
    names.reverse();
    Ok(names.join(&b'.'))
}

/// The name of a module in Python 3.
fn module_name(name: &[u8]) -> &[u8] {
    if name == b"__builtin__" { b"builtins" } else { name }
}

fn attribute<'t>(tree: &'t Tree<'_>, object: &Object) -> Option<(Place, &'t [u8])> {
    let Object::Made(made) = object else { return None };
    let Object::Global(module, name) = tree.at(made.of)? else { return None };
    let is_getattr = module_name(tree.bytes(*module)) == b"builtins" && tree.bytes(*name) == b"getattr";
    match *tree.arguments(made) {
        [Item::Object(owner), name] if is_getattr => Some((owner, tree.text(name)?)),
        _ => None,
    }
}
