"""Templates as text: in order, with functions in their short form, and read back as they were."""

import pytest

from entities.errors import TemplateUnreadable
from entities.yaml_text import read, write

DOCUMENT = {
    "AWSTemplateFormatVersion": "2010-09-09",
    "Conditions": {"HasTopic": {"Fn::Not": [{"Fn::Equals": [{"Ref": "Topic"}, ""]}]}},
    "Resources": {
        "B": {"Name": {"Fn::Sub": "${Prefix}b"}, "Arn": {"Fn::GetAtt": ["A", "Stream.Arn"]}},
        "A": {"Body": {"Fn::Sub": "one\n  two\n"}, "Text": "first\nsecond", "On": "on", "N": 5},
    },
}


def test_a_document_is_read_back_as_it_was_written():
    assert read(write(DOCUMENT), "x.yaml") == DOCUMENT


def test_members_keep_their_order_and_carry_their_remarks():
    text = write(DOCUMENT, heading=("Made by hand.",), remarks={"A": "The first.\nThe second."})

    assert text.startswith("# Made by hand.\nAWSTemplateFormatVersion: '2010-09-09'\n")
    assert text.index("  B:") < text.index("  # The first.\n  # The second.\n  A:\n")
    assert "  B: {Name: !Sub '${Prefix}b', Arn: !GetAtt 'A.Stream.Arn'}\n" in text


def test_what_is_short_stands_in_one_line():
    keys = [{"AttributeName": "id", "KeyType": "HASH"}, {"AttributeName": "x" * 70, "KeyType": "R"}]
    text = write({"Resources": {"A": {"Keys": keys, "Arns": ["a", "b"]}}, "Outputs": "none"})

    assert "      - {AttributeName: id, KeyType: HASH}\n" in text
    assert f"      - AttributeName: {'x' * 70}\n        KeyType: R\n" in text
    assert "    Arns: [a, b]\n" in text
    assert text.endswith("\nOutputs: none\n")


def test_long_forms_and_unknown_functions_are_read_too():
    text = "Resources:\n  A:\n    Fn::Sub: a\n  B: !Split [',', 'a,b']\n  C: !Transform {Name: n}"

    assert read(text, "x.yaml")["Resources"] == {
        "A": {"Fn::Sub": "a"},
        "B": {"Fn::Split": [",", "a,b"]},
        "C": {"Fn::Transform": {"Name": "n"}},
    }


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Resources: {", r" \(line 1\)"),
        ("just words", ""),
        ("Resources: [1]", ""),
        ("", ""),
        ("\x00", ""),
    ],
)
def test_what_is_no_template_is_refused_with_its_place(text, where):
    with pytest.raises(
        TemplateUnreadable, match=f"“x.yaml” is not a CloudFormation template{where}"
    ):
        read(text, "x.yaml")


def test_no_tag_of_a_file_ever_makes_an_object():
    with pytest.raises(TemplateUnreadable):
        read("Resources:\n  A: !!python/object/apply:os.getcwd []", "x.yaml")
