"""The names of countries in English, French and Spanish: words, so that a place can be told from a name."""

from __future__ import annotations

from typing import Final

# One country, all that it is called, between semicolons.
_NAMES: Final = """
    Afghanistan|Afganistán; Albania|Albanie; Algeria|Algérie|Argelia; Andorra|Andorre; Angola; Antigua &
    Barbuda|Antigua and Barbuda|Antigua-et-Barbuda|Antigua y Barbuda; Argentina|Argentine; Armenia|Arménie;
    Australia|Australie; Austria|Autriche; Azerbaijan|Azerbaïdjan|Azerbaiyán; Bahamas; Bahrain|Bahreïn|Baréin;
    Bangladesh|Bangladés; Barbados|Barbade; Belarus|Biélorussie|Bielorrusia|Bélarus; Belgium|Belgique|Bélgica;
    Belize|Belice; Benin|Bénin|Benín; Bhutan|Bhoutan|Bután; Bolivia|Bolivie|Plurinational State of Bolivia; Bosnia &
    Herzegovina|Bosnia and Herzegovina|Bosnie-Herzégovine|Bosnia y Herzegovina; Botswana|Botsuana;
    Brazil|Brésil|Brasil; Brunei|Brunéi; Bulgaria|Bulgarie; Burkina Faso; Burundi; Cape Verde|Cap-Vert|Cabo Verde;
    Cambodia|Cambodge|Camboya; Cameroon|Cameroun|Camerún; Canada|Canadá; Central African Republic|République
    centrafricaine|República Centroafricana; Chad|Tchad; Chile|Chili; China|Chine; Colombia|Colombie;
    Comoros|Comores|Comoras; Congo-Brazzaville|Congo|Republic of the Congo; Congo-Kinshasa|República Democrática del
    Congo|Democratic Republic of the Congo; Costa Rica; Côte d'Ivoire|Ivory Coast; Croatia|Croatie|Croacia; Cuba;
    Cyprus|Chypre|Chipre; Czechia|Tchéquie|Chequia|Czech Republic; Denmark|Danemark|Dinamarca; Djibouti|Yibuti;
    Dominica|Dominique; Dominican Republic|République dominicaine|República Dominicana; Ecuador|Équateur;
    Egypt|Égypte|Egipto; El Salvador|Salvador; Equatorial Guinea|Guinée équatoriale|Guinea Ecuatorial;
    Eritrea|Érythrée; Estonia|Estonie; Eswatini|Esuatini; Ethiopia|Éthiopie|Etiopía; Fiji|Fidji|Fiyi;
    Finland|Finlande|Finlandia; France|Francia; Gabon|Gabón; Gambia|Gambie|The Gambia; Georgia|Géorgie;
    Germany|Allemagne|Alemania; Ghana; Greece|Grèce|Grecia; Grenada|Grenade|Granada; Guatemala; Guinea|Guinée;
    Guinea-Bissau|Guinée-Bissau|Guinea-Bisáu; Guyana; Haiti|Haïti|Haití; Honduras; Hungary|Hongrie|Hungría;
    Iceland|Islande|Islandia; India|Inde; Indonesia|Indonésie; Iran|Irán|Islamic Republic of Iran; Iraq|Irak;
    Ireland|Irlande|Irlanda; Israel|Israël; Italy|Italie|Italia; Jamaica|Jamaïque; Japan|Japon|Japón;
    Jordan|Jordanie|Jordania; Kazakhstan|Kazajistán; Kenya|Kenia; Kiribati; North Korea|Corée du Nord|Corea del
    Norte|Democratic People's Republic of Korea; South Korea|Corée du Sud|Corea del Sur|Republic of
    Korea|Korea|République de Corée|República de Corea; Kuwait|Koweït; Kyrgyzstan|Kirghizstan|Kirguistán; Laos|Lao
    P.D.R.; Latvia|Lettonie|Letonia; Lebanon|Liban|Líbano; Lesotho|Lesoto; Liberia; Libya|Libye|Libia; Liechtenstein;
    Lithuania|Lituanie|Lituania; Luxembourg|Luxemburgo; Madagascar; Malawi|Malaui; Malaysia|Malaisie|Malasia;
    Maldives|Maldivas; Mali; Malta|Malte; Marshall Islands|Îles Marshall|Islas Marshall; Mauritania|Mauritanie;
    Mauritius|Maurice|Mauricio; Mexico|Mexique|México; Micronesia|Micronésie; Moldova|Moldavie|Moldavia|Republic of
    Moldova; Monaco|Mónaco; Mongolia|Mongolie; Montenegro|Monténégro; Morocco|Maroc|Marruecos; Mozambique; Myanmar;
    Namibia|Namibie; Nauru; Nepal|Népal; Netherlands|Pays-Bas|Países Bajos|The Netherlands|Kingdom of the Netherlands;
    New Zealand|Nouvelle-Zélande|Nueva Zelanda; Nicaragua; Niger|Níger; Nigeria; North Macedonia|Macédoine du
    Nord|Macedonia del Norte; Norway|Norvège|Noruega; Oman|Omán; Pakistan|Pakistán; Palau|Palaos; Panama|Panamá; Papua
    New Guinea|Papouasie-Nouvelle-Guinée|Papúa Nueva Guinea; Paraguay; Peru|Pérou|Perú; Philippines|Filipinas;
    Poland|Pologne|Polonia; Portugal; Qatar|Catar; Romania|Roumanie|Rumanía|Rumania; Russia|Russie|Rusia|Russian
    Federation|Fédération de Russie|Federación de Rusia; Rwanda|Ruanda; St. Kitts & Nevis|St. Kitts and Nevis|Saint
    Kitts and Nevis|Saint-Christophe-et-Niévès|San Cristóbal y Nieves; St. Lucia|Saint Lucia|Sainte-Lucie|Santa Lucía;
    St. Vincent & Grenadines|St. Vincent and Grenadines|Saint Vincent and Grenadines|Saint-Vincent-et-les
    Grenadines|San Vicente y las Granadinas; Samoa; San Marino|Saint-Marin; São Tomé & Príncipe|São Tomé and
    Príncipe|Sao Tomé-et-Principe|Santo Tomé y Príncipe; Saudi Arabia|Arabie saoudite|Arabia Saudí|Arabia Saudita;
    Senegal|Sénégal; Serbia|Serbie; Seychelles; Sierra Leone|Sierra Leona; Singapore|Singapour|Singapur;
    Slovakia|Slovaquie|Eslovaquia; Slovenia|Slovénie|Eslovenia; Solomon Islands|Îles Salomon|Islas Salomón;
    Somalia|Somalie; South Africa|Afrique du Sud|Sudáfrica|Suráfrica; South Sudan|Soudan du Sud|Sudán del Sur;
    Spain|Espagne|España; Sri Lanka; Sudan|Soudan|Sudán; Suriname|Surinam; Sweden|Suède|Suecia;
    Switzerland|Suisse|Suiza|Swiss Confederation; Syria|Syrie|Siria|Syrian Arab Republic;
    Tajikistan|Tadjikistan|Tayikistán; Tanzania|Tanzanie|United Republic of Tanzania; Thailand|Thaïlande|Tailandia;
    Timor-Leste|Timor oriental; Togo; Tonga; Trinidad & Tobago|Trinidad and Tobago|Trinité-et-Tobago|Trinidad y
    Tobago; Tunisia|Tunisie|Túnez; Türkiye|Turquie|Turquía|Turkey; Turkmenistan|Turkménistan|Turkmenistán; Tuvalu;
    Uganda|Ouganda; Ukraine|Ucrania; United Arab Emirates|Émirats arabes unis|Emiratos Árabes Unidos|UAE|U.A.E.;
    United Kingdom|Royaume-Uni|Reino Unido|UK|U.K.|Great Britain; United States|États-Unis|Estados
    Unidos|USA|U.S.A.|United States of America|États-Unis d'Amérique|Estados Unidos de América; Uruguay;
    Uzbekistan|Ouzbékistan|Uzbekistán; Vanuatu; Vatican City|État de la Cité du Vatican|Ciudad del Vaticano;
    Venezuela; Vietnam|Viêt Nam|Viet Nam; Yemen|Yémen; Zambia|Zambie; Zimbabwe|Zimbabue
"""
# A name -> the first name of that country.
COUNTRIES: Final = {
    " ".join(name.split()): " ".join(country.split("|")[0].split())
    for country in _NAMES.split(";")
    for name in country.split("|")
}
