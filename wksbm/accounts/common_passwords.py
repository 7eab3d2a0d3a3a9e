"""Words that passwords in Indonesia are made of. Django's own list of common passwords is English.

One or two of them, with whatever digits and signs around, between or instead of letters, are no password.
"""

import re

_LIST = """
rahasia sayang sayangku cinta cintaku kamu aku kita selamanya bismillah bismilah alhamdulillah assalamualaikum
allah allahuakbar insyaallah subhanallah muhammad islam kristen katolik hindu budha tuhan yesus yesusku haleluya
puji syukur doa ibadah surga indonesia merdeka pancasila garuda nusantara bhinneka nkri jakarta bandung surabaya
semarang yogyakarta jogja jogjakarta medan makassar kupang bone watampone sukabumi palembang denpasar bali lombok
jawa sumatera sulawesi kalimantan papua timor flores sumba persib persija arema persebaya persipura psm timnas
sepakbola bola desa kelurahan kantor kecamatan kabupaten kota provinsi camat lurah kades kepala ketua sekretaris
bendahara operator petugas pegawai staf anggota warga rakyat masyarakat kelompok usaha bersama sosial dinas dinsos
kemensos tksk pkh wksbm kube kps pmks ppks rukun registri bansos bantuan pemerintah negara republik admin
administrator pengguna user sistem aplikasi komputer laptop internet wifi sandi password kata kunci masuk login
selamat datang pagi siang malam semangat sukses jaya maju makmur sejahtera bahagia damai sehat aman nyaman
keluarga ibu bapak mama papa ayah bunda anak adik kakak nenek kakek istri suami anakku mamaku papaku ibuku
januari februari maret april mei juni juli agustus september oktober november desember
senin selasa rabu kamis jumat sabtu minggu satu dua tiga empat lima enam tujuh delapan sembilan sepuluh
merah putih hitam biru hijau kuning bunga mawar melati kucing anjing naga harimau bintang bulan matahari
nasi goreng bakso mie ayam kopi teh susu gula garam uang duit kerja sekolah guru murid belajar
jangan lupa gampang mudah susah bebas coba percobaan tes test contoh baru lama ganteng cantik manis gila
budi wati siti ahmad agus dewi putri putra eko sri nur adi ani rini joko yanti dian indah
qwerty qwertyuiop asdfgh asdfghjkl zxcvbnm abc abcd abcdef
"""
WORDS = frozenset(_LIST.split())
LOOKALIKES = str.maketrans("0134578@$!|+", "oieastbasiit")
LONGEST_CRUMB = 2
LONGEST_TAIL = 12  # digits and signs that are tried off either end


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text)


def _readings(password: str) -> set[str]:
    """The letters that may have been meant: without digits, without crumbs beside them (1445H), digits as letters."""
    text = password.casefold()
    head = min(len(text) - len(text.lstrip("0123456789 .,_-!@#$%&*+?/")), LONGEST_TAIL)
    tail = min(len(text) - len(text.rstrip("0123456789 .,_-!@#$%&*+?/")), LONGEST_TAIL)
    cuts = {text[start : len(text) - end] for start in range(head + 1) for end in range(tail + 1)}
    long_runs = "".join(run for run in re.findall("[a-z]+", text) if len(run) > LONGEST_CRUMB)
    return {_letters(text), long_runs} | {_letters(cut.translate(LOOKALIKES)) for cut in cuts}


def _is_one_or_two_words(letters: str) -> bool:
    parts = ((letters[:place], letters[place:]) for place in range(1, len(letters)))
    return letters in WORDS or any(first in WORDS and second in WORDS for first, second in parts)


def is_common(password: str) -> bool:
    """Whether nothing but one or two of the common words is left of it, or the same word again and again."""
    for letters in filter(None, _readings(password)):
        unit = re.sub(r"^(.+?)\1*$", r"\1", letters)  # sayangsayangsayang is sayang
        if _is_one_or_two_words(letters) or _is_one_or_two_words(unit):
            return True
    return False
