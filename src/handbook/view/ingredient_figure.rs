//! The figure of the essential ingredients: a node for each in a ring round a person. What is worked out here is where
//! everything stands; how it looks is the template's and the style sheet's.

use std::f64::consts::TAU;

use serde::Serialize;

use super::Model;

/// The width of the drawing. All lengths are units of the drawing, which the page scales.
const WIDTH: i32 = 800;
/// The width and height of a node's box.
const BOX: (i32, i32) = (180, 72);
/// How far apart the lines of a node's name are.
const LINE: i32 = 20;
/// How many letters fit into a line of a node.
const LETTERS: usize = 16;
/// The radius of the circle in which the person stands.
const PERSON: i32 = 58;
/// Half the width of the ring on which the nodes stand.
const RING_WIDTH: f64 = 300.0;
/// Half the height of the ring for up to nine nodes, and how much each node needs when there are more.
const RING_HEIGHT: (f64, f64) = (262.0, 29.2);

/// The figure.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct IngredientFigure {
    width: i32,
    height: i32,
    /// The middle, where the person stands.
    middle: Point,
    person: i32,
    nodes: Vec<Node>,
    /// Whether a node is marked, so that the mark has to be explained.
    has_marks: bool,
}

/// A place in the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
struct Node {
    /// The anchor of the ingredient on its page.
    id: String,
    title: String,
    summary: String,
    /// Whether the guide's own figure leaves it out.
    marked: bool,
    middle: Point,
    /// The upper left corner of its box.
    corner: Point,
    width: i32,
    height: i32,
    lines: Vec<Line>,
}

/// A line of a node's name, with the height at which it is written.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Line {
    text: String,
    y: i32,
}

impl IngredientFigure {
    /// The figure of all ingredients in their order, clockwise from the top. `marked` are those that the guide's own figure
    /// leaves out.
    pub(crate) fn new(model: &Model<'_>, marked: &[&str]) -> Self {
        let ingredients = &model.catalogue.ingredients;
        let ring_height = RING_HEIGHT.0.max(RING_HEIGHT.1 * small(ingredients.len()));
        let half = rounded(ring_height) + BOX.1 / 2 + 4;
        let middle = Point { x: WIDTH / 2, y: half };
        let nodes = ingredients.iter().enumerate().map(|(at, ingredient)| {
            let angle = TAU * small(at) / small(ingredients.len());
            let place = Point {
                x: middle.x + rounded(RING_WIDTH * angle.sin()),
                y: middle.y - rounded(ring_height * angle.cos()),
            };
            let is_marked = marked.contains(&ingredient.id.as_str());
            Node {
                id: ingredient.id.clone(),
                title: ingredient.title.clone(),
                summary: ingredient.summary.clone(),
                marked: is_marked,
                middle: place,
                corner: Point { x: place.x - BOX.0 / 2, y: place.y - BOX.1 / 2 },
                width: BOX.0,
                height: BOX.1,
                lines: lines(&ingredient.title, is_marked, place.y),
            }
        });
        Self {
            width: WIDTH,
            height: 2 * half,
            middle,
            person: PERSON,
            nodes: nodes.collect(),
            has_marks: ingredients.iter().any(|ingredient| marked.contains(&ingredient.id.as_str())),
        }
    }
}

/// A name in lines that fit into a node, round a height.
fn lines(title: &str, marked: bool, middle: i32) -> Vec<Line> {
    let mut texts: Vec<String> = Vec::new();
    for word in title.split_whitespace() {
        match texts.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= LETTERS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => texts.push(word.to_owned()),
        }
    }
    if marked {
        texts.push("(text only)".to_owned());
    }
    let count = i32::try_from(texts.len()).unwrap_or(i32::MAX / LINE);
    // Letters stand on the height that is given, and their middle is about a quarter of a line above it.
    let first = middle - (count - 1) * LINE / 2 + LINE / 4;
    (0..).zip(texts).map(|(at, text)| Line { text, y: first + at * LINE }).collect()
}

/// A number of ingredients for reckoning; there are never more than fit into 16 bits.
fn small(number: usize) -> f64 {
    f64::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// A length as a whole number, so that machines whose sines differ in the last digit draw the same.
#[allow(clippy::cast_possible_truncation, reason = "lengths of the drawing are small")]
fn rounded(length: f64) -> i32 {
    length.round() as i32
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn names_are_cut_between_words_and_stand_round_the_middle() {
        let found = lines("Referrer understanding and buy-in", false, 100);
        let found: Vec<(&str, i32)> = found.iter().map(|line| (line.text.as_str(), line.y)).collect();
        assert_eq!(found, [("Referrer", 85), ("understanding", 105), ("and buy-in", 125)]);
        assert_eq!(lines("Communication", true, 0).len(), 2);
    }
}
