//! Values without contents, made by dice as `tests/suite/world-values.mjs` makes them.

use terrarium_codec::{BigInt, Node, Value};
use terrarium_ecs::Name;

use super::dice::Dice;

const WORDS: [&str; 6] = ["ant", "bee", "cat", "dormouse", "Ünicorn", "東京"];
const PATTERNS: [(&str, &str); 4] =
    [("a+b", "gi"), ("(?<year>\\d{4})\\/", "dmu"), ("(?:)", ""), ("[\\n]", "sy")];
/// Kinds of values without contents.
pub(crate) const LEAVES: u32 = 11;
const FAR: [f64; 6] = [
    8.64e15,
    -8.64e15,
    -62_135_596_801_000.0,
    -62_135_596_800_000.0,
    253_402_300_799_999.0,
    253_402_300_800_000.0,
];

const SAFE: f64 = 9_007_199_254_740_992.0;

fn numbers() -> [f64; 12] {
    let least = f64::from_bits(1);
    let small = 2f64.powi(-126);
    let infinity = f64::INFINITY;
    [
        -0.0,
        f64::NAN,
        infinity,
        -infinity,
        SAFE,
        -SAFE,
        SAFE - 1.0,
        1.0 - SAFE,
        least,
        f64::MAX,
        small,
        65_536.5,
    ]
}

pub(crate) fn odd() -> [Name; 8] {
    let texts = ["", "\u{1f600}", "\u{feff}", "__proto__", "\u{2028}"].map(Name::from);
    let [empty, smile, mark, proto, separator] = texts;
    let [high, both] = [vec![0xd800], vec![0xdc00, 0xd800]].map(Name::from_units);
    [empty, high, both, Name::from("a\0b"), smile, mark, proto, separator]
}

pub(crate) fn name(text: &str) -> Name {
    Name::from(text)
}

pub(crate) fn word(dice: &mut Dice) -> Name {
    let word = dice.pick(&WORDS);
    name(&format!("{word}{}", dice.below(100)))
}

pub(crate) fn fraction(dice: &mut Dice) -> f64 {
    (f64::from(dice.below(20_001)) - 10_000.0) / 8.0
}

pub(crate) fn third(dice: &mut Dice) -> f64 {
    f64::from(dice.below(1_000_000) + 1) / 3.0
}

pub(crate) fn bytes(dice: &mut Dice, length: u32) -> Vec<u8> {
    (0..length).map(|_| dice.below(256) as u8).collect()
}

pub(crate) fn leaf(dice: &mut Dice, kind: u32) -> Value {
    match kind {
        0 => Value::Undefined,
        1 => Value::Null,
        2 => Value::Bool(dice.below(2) == 1),
        3 => Value::Number(f64::from(dice.below(2000)) - 1000.0),
        4 => Value::Number(large(dice)),
        5 => Value::Number(fraction(dice)),
        6 => Value::Number(third(dice)),
        7 => Value::Number(dice.pick(&numbers())),
        8 => Value::BigInt(bigint(dice)),
        9 => Value::Text(word(dice)),
        _ => Value::Text(dice.pick(&odd())),
    }
}

fn large(dice: &mut Dice) -> f64 {
    let high = f64::from(dice.below(1 << 20));
    let large = high * 8_589_934_592.0 + f64::from(dice.below(65_536));
    if dice.once(2) { 0.0 - large } else { large }
}

fn bigint(dice: &mut Dice) -> BigInt {
    let length = dice.below(12);
    let bytes = bytes(dice, length);
    let magnitude = bytes.into_iter().skip_while(|&byte| byte == 0).collect();
    BigInt { negative: dice.once(2), magnitude }
}

pub(crate) fn time(dice: &mut Dice) -> f64 {
    match dice.below(4) {
        0 => f64::from(dice.below(1 << 20)) * 1000.0,
        1 => f64::from(dice.below(1 << 20)),
        2 => f64::NAN,
        _ => dice.pick(&FAR),
    }
}

pub(crate) fn regexp(dice: &mut Dice) -> Node {
    let (source, flags) = dice.pick(&PATTERNS);
    Node::RegExp(Name::from(source), Name::from(flags), f64::from(dice.below(3)))
}

pub(crate) fn primitive(dice: &mut Dice) -> Value {
    match dice.below(4) {
        0 => Value::Number(fraction(dice)),
        1 => Value::Text(word(dice)),
        2 => Value::Bool(dice.below(2) == 1),
        _ => Value::BigInt(bigint(dice)),
    }
}
