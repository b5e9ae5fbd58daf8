"""What is found by what, in all scripts: by the rule alone (test_marks.py) and by the index (test_search.py).

Of each case the query, a message, and the parts of the message that are marked; None if it is not found. `in_middle`
cases are found only by parts of words.
"""

FOUND: list[tuple[str, str, list[str]]] = [
    ("plan", "The floor plan, please", ["plan"]),
    ("PLAN floor", "The floor plans, please", ["floor", "plan"]),
    ('"floor plan"', "a Floor  plan of the first floor", ["Floor  plan"]),
    ('"floor pl', "the floor plan", ["floor pl"]),
    ("ok", "OK, fine", ["OK"]),
    # Accents left out, and given where there are none.
    ("uber", "Das Über-Team", ["Über"]),
    ("über", "uber-cool", ["uber"]),
    ("strasse", "Lange Straße 5", ["Straße"]),
    ("STRASSE", "Lange Straße 5", ["Straße"]),
    ("cafe", "das Cafe\u0301 dort", ["Cafe\u0301"]),
    ("nang", "Đà Nẵng", ["Nẵng"]),
    ("lodz", "w Łodzi, ŁÓDŹ", ["Łodz", "ŁÓDŹ"]),
    ("istanbul", "İSTANBUL’da", ["İSTANBUL"]),
    ("οδος", "ΟΔΟΣ", ["ΟΔΟΣ"]),
    ("елка", "Ёлка", ["Ёлка"]),
    # Chinese, Japanese, Korean and Thai: in the middle of a run, and one character.
    ("上海", "我在上海工作", ["上海"]),
    ("上海工作", "我在上海工作", ["上海工作"]),
    ("海", "我在上海工作", ["海"]),
    ("作", "我在上海工作", ["作"]),
    ("ラーメン", "昼はラーメンです", ["ラーメン"]),
    ("メン", "昼はラーメンです", ["メン"]),
    ("ﾗｰﾒﾝ", "昼はラーメンです", ["ラーメン"]),
    ("ガス", "ｶﾞｽ料金", ["ｶﾞｽ"]),
    ("買う", "iPhone15を買う", ["買う"]),
    ("15を買", "iPhone15を買う", ["15を買"]),
    ("서울", "서울에서 만나요", ["서울"]),
    ("울에", "서울에서 만나요", ["울에"]),
    ("만나", "서울에서 만나요", ["만나"]),
    ("กรุงเทพ", "ไปกรุงเทพกัน", ["กรุงเทพ"]),
    # Arabic with and without the article and particles, with and without vowels; Persian; Hebrew.
    ("كتاب", "قرأت الكتاب", ["الكتاب"]),
    ("الكتاب", "هذا كتاب جديد", ["كتاب"]),
    ("مدرسة", "والمدرسه مغلقة", ["والمدرسه"]),
    ("كتاب", "الكِتَابُ", ["الكِتَابُ"]),
    ("میخواهم", "من می‌خواهم", ["می‌خواهم"]),
    ("شلوم", "شلوم", ["شلوم"]),
    ("שלום", "שָׁלוֹם עולם", ["שָׁלוֹם"]),
    ("हिन्दी", "मैं हिन्दी बोलता", ["हिन्दी"]),
    # Parts of file names, addresses and numbers.
    ("plan_v3", "floor-plan_v3.pdf", ["plan_v3"]),
    ("floor-plan_v3.pdf", "see floor-plan_v3.pdf now", ["floor-plan_v3.pdf"]),
    ("v3.pd", "floor-plan_v3.pdf", ["v3.pd"]),
    ("v3.p", "floor-plan_v3.pdf", ["v3.p"]),
    ("ana@e", "write to Ana@example.org.", ["Ana@e"]),
    ("2024", "report2024final.pdf", ["2024"]),
    ("final", "report2024final.pdf", ["final"]),
    ("report20", "report2024final.pdf", ["report20"]),
    ("ana@example.org", "write to Ana@example.org.", ["Ana@example.org"]),
    ("example.org", "write to ana@example.org", ["example.org"]),
    ("foo-bar/baz", "in foo-bar/baz.py", ["foo-bar/baz"]),
    ("/usr/lo", "/usr/local/bin", ["usr/lo"]),
    ("3.11", "Python 3.11.7", ["3.11"]),
    ("budget-2", "see budget-2024.xlsx", ["budget-2"]),
    ("3.11.7", "Python 3.11.7", ["3.11.7"]),
    ("qwen", "qwen3.6 is out", ["qwen"]),
    ("qwen3.6", "qwen3.6 is out", ["qwen3.6"]),
    ("3.6", "qwen3.6 is out", ["3.6"]),
    ("٢٠٢٤", "in 2024", ["2024"]),
    ("don't", "I don't know", ["don't"]),
    ("C++", "in C++ and Java", ["C"]),
    # Emoji, alone and joined.
    ("🎉", "done 🎉🎉", ["🎉🎉"]),
    ("👍", "👍🏽 fine", ["👍🏽"]),
    ("👩", "the 👩‍💻 there", ["👩‍💻"]),
    # Words that the query language of SQLite would understand.
    ("AND", "this and that", ["and"]),
    ("NEAR(plan)", "near plan", ["near plan"]),
    ("a*", "a star", ["a"]),
    # Without.
    ("plan -draft", "the plan", ["plan"]),
    ('plan -"old plan"', "the plan, an old one", ["plan"]),
]
IN_MIDDLE: list[tuple[str, str, list[str]]] = [
    ("loor", "the floor", ["loor"]),
    ("username", "getUserName()", ["UserName"]),
    ("bahn", "die Straßenbahn", ["bahn"]),
    ("ssen", "die Straßenbahn", ["ßen"]),
]
NOT_FOUND: list[tuple[str, str]] = [
    ("plan", "the explanation"),  # only in the middle
    ('"plan"', "the plans"),
    ('"floor plan"', "the plan of the floor"),
    ("is", "an issue"),
    ("海上", "上海"),
    ("カス", "ガス"),
    ("ana@example.com", "ana@example.org"),
    ("3.12", "3.1.12"),
    ("3.1", "3.11"),
    ("don't", "don.tom"),
    ("🎉", "👍"),
    ("plan -draft", "the draft plan"),
    ("plan -上海", "上海 plan"),
]
