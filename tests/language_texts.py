"""Sentences on diplomacy in many languages, written for these tests, by ISO 639-1 code."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, ...]] = {
    "en": (
        "The two ministers met in Rome on Tuesday and agreed on a plan for the port.",
        "Kremlin says Putin will visit Hanoi in June at the invitation of To Lam.",
        "Zelenskyy, Duda and Nausėda laid flowers in Lviv before the talks began.",
        "Russia declares as persona non grata five employees of the Norwegian embassy.",
        "Prime Minister Shehbaz Sharif chaired a meeting of the National Security Committee.",
        "Wang Yi holds phone talks with Hossein Amir-Abdollahian.",
    ),
    "de": (
        "Die beiden Minister trafen sich am Dienstag in Rom und einigten sich auf einen Plan.",
        "Der Bundeskanzler reist im Juni zu Gesprächen nach Ankara.",
        "Berlin weist zwei russische Diplomaten aus.",
    ),
    "fr": (
        "Les deux ministres se sont rencontrés mardi à Rome et se sont accordés sur un plan.",
        "Le président se rendra en juin à Ankara pour des entretiens.",
        "Paris expulse deux diplomates russes.",
    ),
    "es": (
        "Los dos ministros se reunieron el martes en Roma y acordaron un plan para el puerto.",
        "El presidente viajará a Ankara en junio para mantener conversaciones.",
        "Madrid expulsa a dos diplomáticos rusos.",
    ),
    "pt": (
        "Os dois ministros reuniram-se na terça-feira em Roma e chegaram a acordo sobre um plano.",
        "O presidente viajará para Ancara em junho para conversações.",
        "Lisboa expulsa dois diplomatas russos.",
    ),
    "it": (
        "I due ministri si sono incontrati martedì a Roma e hanno concordato un piano.",
        "Il presidente si recherà ad Ankara a giugno per colloqui.",
        "Roma espelle due diplomatici russi.",
    ),
    "nl": (
        "De twee ministers ontmoetten elkaar dinsdag in Rome en werden het eens over een plan.",
        "De premier reist in juni naar Ankara voor overleg.",
        "Den Haag zet twee Russische diplomaten uit.",
    ),
    "sv": (
        "De två ministrarna möttes i Rom på tisdagen och enades om en plan för hamnen.",
        "Statsministern reser till Ankara i juni för samtal.",
        "Sverige utvisar två ryska diplomater.",
    ),
    "da": (
        "De to ministre mødtes tirsdag i Rom og blev enige om en plan for havnen.",
        "Statsministeren rejser til Ankara i juni for at føre samtaler.",
        "Danmark udviser to russiske diplomater.",
    ),
    "fi": (
        "Ministerit tapasivat tiistaina Roomassa ja sopivat suunnitelmasta.",
        "Presidentti matkustaa kesäkuussa Ankaraan neuvotteluihin.",
        "Suomi karkottaa kaksi venäläistä diplomaattia.",
    ),
    "pl": (
        "Obaj ministrowie spotkali się we wtorek w Rzymie i uzgodnili plan.",
        "Prezydent uda się w czerwcu do Ankary na rozmowy.",
        "Warszawa wydala dwóch rosyjskich dyplomatów.",
    ),
    "cs": (
        "Oba ministři se v úterý setkali v Římě a dohodli se na plánu.",
        "Prezident odcestuje v červnu do Ankary k jednání.",
        "Praha vyhostí dva ruské diplomaty.",
    ),
    "hu": (
        "A két miniszter kedden Rómában találkozott, és megállapodott egy tervről.",
        "Az elnök júniusban Ankarába utazik tárgyalásokra.",
        "Magyarország kiutasít két orosz diplomatát.",
    ),
    "ro": (
        "Cei doi miniștri s-au întâlnit marți la Roma și au convenit asupra unui plan.",
        "Președintele va merge în iunie la Ankara pentru discuții.",
        "România expulzează doi diplomați ruși.",
    ),
    "tr": (
        "İki bakan salı günü Roma'da bir araya geldi ve bir plan üzerinde anlaştı.",
        "Cumhurbaşkanı haziran ayında görüşmeler için Berlin'e gidecek.",
        "Ankara iki diplomatı sınır dışı etti.",
    ),
    "az": (
        "İki nazir çərşənbə axşamı Romada görüşüb və plan barədə razılığa gəlib.",
        "Prezident iyun ayında danışıqlar üçün Ankaraya səfər edəcək.",
        "Bakı iki diplomatı ölkədən çıxarır.",
    ),
    "ru": (
        "Министры встретились во вторник в Риме и договорились о плане.",
        "Президент посетит Анкару в июне для переговоров.",
        "Москва высылает двух дипломатов.",
    ),
    "uk": (
        "Міністри зустрілися у вівторок у Римі та домовилися про план.",
        "Президент відвідає Анкару в червні для переговорів.",
        "Київ висилає двох дипломатів.",
    ),
    "bg": (
        "Двамата министри се срещнаха във вторник в Рим и се договориха за план.",
        "Президентът ще посети Анкара през юни за разговори.",
        "София изгонва двама руски дипломати.",
    ),
    "el": (
        "Οι δύο υπουργοί συναντήθηκαν την Τρίτη στη Ρώμη και συμφώνησαν σε ένα σχέδιο.",
        "Ο πρόεδρος θα μεταβεί στην Άγκυρα τον Ιούνιο για συνομιλίες.",
        "Η Αθήνα απελαύνει δύο Ρώσους διπλωμάτες.",
    ),
    "ar": (
        "التقى الوزيران في روما يوم الثلاثاء واتفقا على خطة للميناء.",
        "يزور الرئيس أنقرة في حزيران لإجراء محادثات.",
        "القاهرة تطرد دبلوماسيين اثنين.",
    ),
    "fa": (
        "دو وزیر روز سه‌شنبه در رم دیدار کردند و بر سر طرحی برای بندر به توافق رسیدند.",
        "رئیس جمهور در ماه ژوئن برای گفتگو به آنکارا سفر می‌کند.",
        "تهران دو دیپلمات را اخراج کرد.",
    ),
    "ur": (
        "دونوں وزراء نے منگل کو روم میں ملاقات کی اور ایک منصوبے پر اتفاق کیا۔",
        "صدر جون میں مذاکرات کے لیے انقرہ جائیں گے۔",
        "اسلام آباد نے دو سفارت کاروں کو ملک بدر کر دیا۔",
    ),
    "he": (
        "שני השרים נפגשו ביום שלישי ברומא והסכימו על תוכנית לנמל.",
        "הנשיא יבקר באנקרה ביוני לשיחות.",
        "ירושלים מגרשת שני דיפלומטים.",
    ),
    "hi": (
        "दोनों मंत्रियों ने मंगलवार को रोम में मुलाकात की और एक योजना पर सहमति जताई।",
        "राष्ट्रपति जून में वार्ता के लिए अंकारा जाएंगे।",
        "दिल्ली ने दो राजनयिकों को निष्कासित किया।",
    ),
    "bn": (
        "দুই মন্ত্রী মঙ্গলবার রোমে বৈঠক করেন এবং একটি পরিকল্পনায় সম্মত হন।",
        "রাষ্ট্রপতি জুন মাসে আলোচনার জন্য আঙ্কারা যাবেন।",
        "ঢাকা দুই কূটনীতিককে বহিষ্কার করেছে।",
    ),
    "zh": (
        "两国外长星期二在罗马举行会谈，就港口计划达成一致。",
        "总统将于六月前往安卡拉举行会谈。",
        "北京驱逐两名外交官。",
    ),
    "ja": (
        "両国の外相は火曜日にローマで会談し、港の計画について合意した。",
        "大統領は六月にアンカラを訪問し、会談する予定だ。",
        "東京は外交官二人を追放した。",
    ),
    "ko": (
        "두 장관은 화요일 로마에서 만나 항구 계획에 합의했다.",
        "대통령은 6월에 회담을 위해 앙카라를 방문할 예정이다.",
        "서울은 외교관 두 명을 추방했다.",
    ),
    "vi": (
        "Hai bộ trưởng đã gặp nhau tại Rome hôm thứ Ba và nhất trí về một kế hoạch.",
        "Tổng thống sẽ thăm Ankara vào tháng Sáu để hội đàm.",
        "Hà Nội trục xuất hai nhà ngoại giao.",
    ),
    "id": (
        "Kedua menteri bertemu di Roma pada hari Selasa dan menyepakati sebuah rencana.",
        "Presiden akan mengunjungi Ankara pada bulan Juni untuk mengadakan pembicaraan.",
        "Jakarta mengusir dua diplomat.",
    ),
    "sw": (
        "Mawaziri hao wawili walikutana Roma siku ya Jumanne na wakakubaliana kuhusu mpango.",
        "Rais atazuru Ankara mwezi Juni kwa mazungumzo.",
        "Nairobi yawafukuza wanadiplomasia wawili.",
    ),
}
