"""The pictures of the gallery: where each comes from, whose it is, and how it is cut or placed."""

# Packages, and the folder that each unpacks into (see make.py).
PACKAGES = {
    "tuxpaint": ("Debian package tuxpaint-stamps-default 2022.06.04-1", "usr/share/tuxpaint/stamps"),
    "gcompris": ("Debian package gcompris-qt-data 3.1-2", "usr/share/gcompris-qt/rcc"),
    "taquin": ("Debian package gnome-taquin 3.38.1-2", "usr/share/gnome-taquin/themes/cats"),
    "gnome": ("Debian package gnome-control-center-data 1:43.6-2~deb12u1", "usr/share/pixmaps/faces"),
    "fluent": ("npm package @lobehub/fluent-emoji-3d 1.1.0", "package/assets"),
}

# SPDX identifier (or "public domain"): address of the text, and the file beside the pictures that holds it.
LICENCES = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-2.0": "https://creativecommons.org/licenses/by/2.0/",
    "CC-BY-2.5": "https://creativecommons.org/licenses/by/2.5/",
    "CC-BY-SA-3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "GPL-2.0-or-later": "COPYING.GPL-2",
    "MIT": "COPYING.MIT",
    "public domain": "https://creativecommons.org/publicdomain/mark/1.0/",
}

COMMONS = "https://commons.wikimedia.org/wiki/File:"
CHILDSPLAY = "Stas Zytkiewicz (Childsplay), adapted for Tux Paint by Pere Pujal i Carabantes"
OPEN_CLIP_ART = "Open Clip Art Library, author not recorded"
FORD = "Caroline Ford"

# What the packages' own makers had changed before us.
EARLIER_CHANGES = {
    "gcompris": "cropped, sharpened and in places recoloured for GCompris, then ",
    "taquin": "cropped for GNOME Taquin, then ",
    "tuxpaint": "prepared for Tux Paint, then ",
}

PHOTO = {"sharpen": 0.35}
CUT_OUT = {"sharpen": 0.6, "contrast": 1.06}

SKY = ("sky", {})
HAZE = ("sky", {"top": "#86b4dc", "bottom": "#dfeaf1", "cloud": 0.4})
DEEP = ("sky", {"top": "#2f6fbd", "bottom": "#8fbde6", "cloud": 0.35})
SEA = ("sea", {})
ROAD = ("road", {})
EVENING = ("road", {"air": ("#8fa9cf", "#f3dcc0"), "trees": "#6a6247", "near": "#6b6564", "far": "#a39a92"})
COAST = ("road", {"air": ("#5e9fdc", "#cfe6f5"), "trees": "#4f86a8", "near": "#8b8578", "far": "#b9b1a0"})
DESERT = ("road", {"air": ("#6fb0e4", "#e6edf0"), "trees": "#b78f5f", "near": "#85776a", "far": "#b3a48e"})
GRASS = ("meadow", {})
SUNNY = ("meadow", {"far": "#7f9f4e", "near": "#a3bb5c", "back": ("#4f6f45", "#6c8c4c")})
PARK = ("meadow", {"far": "#b5a88a", "near": "#c9bda0", "back": ("#8a8577", "#a39a86")})


def leaves(*codes):
    return ("thicket", {"codes": codes})


def photograph(label, title, source, author, licence, origin, crop, **tone):
    """A square of a photograph; crop is (left, top, side) in its pixels."""
    return dict(
        label=label, title=title, source=source, author=author, licence=licence, origin=origin,
        crop=crop, tone=PHOTO | tone, changes="cropped, scaled to 32 × 32, lightly sharpened",
    )


def cut_out(label, title, source, author, licence, ground, origin=None, tone=None, **place):
    """A picture on a transparent ground, placed over a painted one."""
    return dict(
        label=label, title=title, source=source, author=author, licence=licence, origin=origin,
        ground=ground, place=place, tone=CUT_OUT | (tone or {}),
        changes="placed over a painted ground, scaled to 32 × 32, lightly sharpened",
    )


PICTURES = [
    cut_out(
        "airplane", "a big white and blue jet airliner in the sky",
        "tuxpaint:vehicles/flight/planes/747.png", "Albert Cahalan", "GPL-2.0-or-later",
        SKY, width=0.97, stretch=1.3,
    ),
    cut_out(
        "airplane", "a grey jet fighter seen from the front",
        "tuxpaint:military/vehicles/f22_raptor.png",
        "TSgt Ben Bloker, U.S. Air Force, prepared for Tux Paint by Steve Karg", "GPL-2.0-or-later",
        HAZE, origin="https://commons.wikimedia.org/wiki/Image:Two_F-22A_Raptor_in_column_flight.jpg", width=0.97,
    ),
    cut_out(
        "airplane", "a white airliner turning in a deep blue sky",
        "tuxpaint:vehicles/flight/planes/plane.svg", OPEN_CLIP_ART, "GPL-2.0-or-later",
        DEEP, width=0.97, stretch=1.1,
    ),
    cut_out(
        "airplane", "an old propeller plane, a Mustang, in a hazy sky",
        "tuxpaint:military/vehicles/mustang.svg", OPEN_CLIP_ART, "public domain",
        HAZE, width=0.97,
    ),
    cut_out(
        "automobile", "an old dark red beetle on a road",
        "tuxpaint:vehicles/auto/beetle.png", FORD, "GPL-2.0-or-later",
        ROAD, width=0.94, centre=(0.5, 0.58), stretch=1.1, shadow=0.6,
    ),
    cut_out(
        "automobile", "a pink-red open sports car on a road",
        "tuxpaint:vehicles/auto/sportscar2.png", "Tux Paint's stamp collection, author not recorded",
        "GPL-2.0-or-later",
        COAST, width=0.96, centre=(0.5, 0.58), stretch=1.25, shadow=0.6,
    ),
    cut_out(
        "automobile", "a blue saloon car on a road",
        "tuxpaint:vehicles/auto/sedan.png", "Tux Paint's stamp collection, author not recorded",
        "GPL-2.0-or-later",
        ROAD, width=0.96, centre=(0.5, 0.58), stretch=1.3, shadow=0.6,
    ),
    cut_out(
        "automobile", "a low yellow sports car",
        "tuxpaint:vehicles/auto/sportscar3.svg", "Open Clip Art Library, Nicu's Clipart Collection", "public domain",
        EVENING, width=0.96, centre=(0.5, 0.58), stretch=1.15, shadow=0.5,
    ),
    photograph(
        "bird", "a kingfisher, blue and orange, on a mossy branch",
        "gcompris:erase.rcc:erase/resource/kingfisher.webp", "Frank-2.0", "CC0-1.0",
        COMMONS + "Eisvogel_kingfisher.jpg", (440, 70, 900),
    ),
    cut_out(
        "bird", "a black and white magpie in the grass",
        "tuxpaint:animals/birds/magpie.png", "Chris Goerner", "GPL-2.0-or-later",
        SUNNY, height=0.94, shadow=0.3,
    ),
    photograph(
        "bird", "a small toucan, black and yellow, in a wood",
        "gcompris:erase.rcc:erase/resource/toucan.webp", "LG Nyqvist", "CC-BY-SA-4.0",
        COMMONS + "Pteroglossus_torquatus_Costa_Rica.jpg", (40, 100, 640),
    ),
    cut_out(
        "bird", "a drake mallard in the grass",
        "tuxpaint:animals/birds/duck.png", CHILDSPLAY, "GPL-2.0-or-later",
        GRASS, width=0.94, centre=(0.5, 0.52), shadow=0.3,
    ),
    photograph(
        "bird", "a harrier gliding, wings up",
        "gcompris:erase.rcc:erase/resource/northern_harrier.webp", "Frank Schulenburg", "CC-BY-SA-4.0",
        COMMONS + "Female_northern_harrier_in_flight-1142.jpg", (130, 0, 1080),
    ),
    photograph(
        "cat", "the face of a grey, white and ginger cat",
        "taquin:1-Tortoiseshell.jpg", "Toyah", "public domain",
        COMMONS + "Tortoiseshell_she-cat.JPG", (200, 150, 2200),
    ),
    photograph(
        "cat", "a tabby cat's head on white",
        "taquin:1-march.jpg", "Alvesgaspar", "CC-BY-SA-3.0",
        COMMONS + "Cat_March_2010-1.jpg", (0, 0, 1800),
    ),
    photograph(
        "cat", "an old Maine Coon cat, face on",
        "taquin:1-maine.jpg", "Mueller-rech.muenchen", "CC-BY-SA-3.0",
        COMMONS + "Old_Maine_Coon.JPG", (0, 0, 1146),
    ),
    photograph(
        "cat", "a ginger kitten looking over a wooden board",
        "gcompris:erase.rcc:erase/resource/kitten.webp", "GalgenTX", "CC-BY-2.0",
        COMMONS + "A_posing_kitten_(Flickr).jpg", (580, 180, 760),
    ),
    cut_out(
        "deer", "a stag with antlers on a meadow",
        "tuxpaint:animals/mammals/deer/deer.png", CHILDSPLAY, "GPL-2.0-or-later",
        SUNNY, height=0.96, shadow=0.3,
    ),
    photograph(
        "deer", "a bull moose lying among heather",
        "gcompris:explore_world_animals.rcc:explore_world_animals/resource/animals/moose.webp",
        "Ryan Hagerty", "public domain", COMMONS + "Male_Moose.jpg", (200, 40, 640),
    ),
    cut_out(
        "deer", "a wapiti walking through grass",
        "tuxpaint:animals/mammals/deer/wapiti.png", CHILDSPLAY, "GPL-2.0-or-later",
        GRASS, width=0.96,
    ),
    cut_out(
        "deer", "a young spotted doe looking back",
        "tuxpaint:animals/mammals/deer/doe.png", CHILDSPLAY, "GPL-2.0-or-later",
        GRASS, height=0.96,
    ),
    photograph(
        "dog", "a white and brown terrier puppy on a lawn",
        "gnome:legacy/puppy.jpg", "GNOME, photographer not recorded", "GPL-2.0-or-later", None, (0, 0, 96),
    ),
    cut_out(
        "dog", "a grey and white husky, tail curled",
        "tuxpaint:animals/mammals/dogs/dog.png", CHILDSPLAY, "GPL-2.0-or-later",
        PARK, height=0.96, shadow=0.3,
    ),
    cut_out(
        "dog", "a drawn dog's face, tongue out",
        "fluent:1f436.webp", "Microsoft (Fluent Emoji), packaged by LobeHub", "MIT",
        leaves("#9cc3e0", "#b9d6c0"), width=0.92,
    ),
    photograph(
        "dog", "a German shepherd's head, ears up, tongue out",
        "gcompris:explore_farm_animals.rcc:explore_farm_animals/resource/animals/dog.webp",
        "Hans Kemperman", "public domain", COMMONS + "German-shepherd-4040871920._(2).jpg", (660, 5, 310),
    ),
    cut_out(
        "frog", "a green and brown pond frog, from the side",
        "tuxpaint:animals/amphibians/frog.png", CHILDSPLAY, "GPL-2.0-or-later",
        leaves("#24402a", "#38603a", "#5f8a48"), width=0.96, centre=(0.5, 0.53), shadow=0.4,
    ),
    cut_out(
        "frog", "a dark brown frog seen from above, on a leaf",
        "tuxpaint:animals/amphibians/frog-1.png", "Pere Pujal i Carabantes", "GPL-2.0-or-later",
        leaves("#9aa86a", "#7f9350"), height=0.94,
    ),
    cut_out(
        "frog", "the face of a pond frog, close",
        "tuxpaint:animals/amphibians/frog.png", CHILDSPLAY, "GPL-2.0-or-later",
        leaves("#2b4d3a", "#3f6f4a", "#7aa05a"), width=1.6, height=3, centre=(0.26, 0.66),
    ),
    photograph(
        "horse", "a chestnut Zaniskari horse before mountains",
        "gcompris:erase.rcc:erase/resource/horse.webp", "Eatcha", "CC-BY-SA-4.0",
        COMMONS + "Zaniskari_Horse_in_Ladakh.jpg", (150, 20, 1050),
    ),
    cut_out(
        "horse", "a brown horse standing on a meadow",
        "tuxpaint:animals/mammals/equines/horse.png", CHILDSPLAY, "GPL-2.0-or-later",
        SUNNY, width=0.96, shadow=0.3,
    ),
    photograph(
        "horse", "a black horse with a white face, blue sky behind",
        "gcompris:explore_farm_animals.rcc:explore_farm_animals/resource/animals/horse.webp",
        "Seth Zeigler", "CC0-1.0", COMMONS + "Nokota_Horse_Stud_Band.jpg", (570, 215, 350),
    ),
    cut_out(
        "ship", "an old Chinese junk at sea",
        "tuxpaint:vehicles/ship/chineseJunk.png", "Jim Trice", "GPL-2.0-or-later",
        SEA, height=0.94, centre=(0.5, 0.48),
    ),
    cut_out(
        "ship", "a schooner under full white sail",
        "tuxpaint:vehicles/ship/sail_boat1.svg", "Jarno Vasamaa, Open Clip Art Library", "public domain",
        SEA, width=0.96, centre=(0.5, 0.47),
    ),
    cut_out(
        "ship", "a small sailing boat with a pale blue sail",
        "tuxpaint:vehicles/ship/sail_boat2.svg", "Jarno Vasamaa, Open Clip Art Library", "public domain",
        SEA, height=0.96,
    ),
    cut_out(
        "ship", "a drawn white and red passenger ship",
        "fluent:1f6a2.webp", "Microsoft (Fluent Emoji), packaged by LobeHub", "MIT",
        SEA, width=0.96,
    ),
    cut_out(
        "truck", "a red and white fire engine",
        "tuxpaint:vehicles/emergency/firetruck.png",
        "Aaron M. Lang (LangAM), prepared for Tux Paint by Bill Kendrick", "CC-BY-2.5",
        ROAD, origin="https://en.wikipedia.org/wiki/Image:E28_b.JPG",
        width=0.97, centre=(0.5, 0.54), stretch=1.3, shadow=0.5,
    ),
    cut_out(
        "truck", "a blue tipper lorry",
        "tuxpaint:vehicles/blue_truck.svg", "Jarno Vasamaa, Open Clip Art Library", "public domain",
        EVENING, width=0.96, centre=(0.5, 0.53), stretch=1.05, shadow=0.3,
    ),
    cut_out(
        "truck", "a silver-grey dustcart",
        "tuxpaint:vehicles/garbagetruck.png", "Tux Paint's stamp collection, author not recorded",
        "GPL-2.0-or-later",
        COAST, width=0.97, centre=(0.5, 0.52), stretch=1.25, shadow=0.5,
    ),
    cut_out(
        "truck", "a teal pickup truck",
        "tuxpaint:vehicles/auto/truck.png", "Tux Paint's stamp collection, author not recorded",
        "GPL-2.0-or-later",
        DESERT, width=0.96, centre=(0.5, 0.57), stretch=1.3, shadow=0.6,
    ),
]
