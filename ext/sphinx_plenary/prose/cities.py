"""Capitals, and other cities where such conferences meet, in English, French and Spanish: words, so that a wrong
place can be told from any word with a capital letter."""

from __future__ import annotations

from typing import Final

# A country, and its cities with all that each is called, between semicolons.
_NAMES: Final = """
    Afghanistan: Kabul|Kaboul; Albania: Tirana; Algeria: Algiers|Alger|Argel; Angola: Luanda; Argentina: Buenos Aires;
    Armenia: Yerevan|Erevan|Ereván; Australia: Canberra|Sydney|Melbourne|Brisbane|Perth; Austria: Vienna|Vienne|Viena;
    Azerbaijan: Baku|Bakou|Bakú; Bahrain: Manama; Bangladesh: Dhaka|Dacca; Barbados: Bridgetown; Belarus: Minsk;
    Belgium: Brussels|Bruxelles|Bruselas; Benin: Cotonou|Porto-Novo; Bhutan: Thimphu; Bolivia: La Paz|Sucre;
    Bosnia & Herzegovina: Sarajevo; Botswana: Gaborone; Brazil: Brasilia|Brasília|Rio de Janeiro|São Paulo|Sao
    Paulo|Florianópolis|Florianopolis|Natal|Fortaleza|Foz do Iguaçu; Bulgaria: Sofia|Sofía; Burkina Faso:
    Ouagadougou|Uagadugú; Burundi: Bujumbura|Gitega; Cambodia: Phnom Penh; Cameroon: Yaoundé|Yaounde|Yaundé; Canada:
    Ottawa|Montreal|Montréal|Toronto|Vancouver; Chile: Santiago de Chile; China: Beijing|Pékin|Pekín|Shanghai|Shenzhen|
    Hong Kong; Colombia: Bogotá|Bogota|Cartagena|Medellín; Congo-Brazzaville: Brazzaville; Congo-Kinshasa: Kinshasa;
    Croatia: Zagreb; Cuba: Havana|La Havane|La Habana; Cyprus: Nicosia|Nicosie; Czechia: Prague|Praga; Denmark:
    Copenhagen|Copenhague; Dominican Republic: Santo Domingo|Saint-Domingue|Punta Cana; Ecuador: Quito|Guayaquil;
    Egypt: Cairo|Le Caire|El Cairo|Sharm el-Sheikh|Sharm El-Sheikh|Sharm el Sheikh|Charm el-Cheikh; El Salvador: San
    Salvador; Estonia: Tallinn|Tallin|Tallín; Ethiopia: Addis Ababa|Addis-Abeba|Addis Abeba|Adís Abeba; Fiji:
    Suva|Nadi; Finland: Helsinki; France: Paris|París|Strasbourg|Lyon|Nice|Marseille; Gabon: Libreville; Gambia:
    Banjul; Georgia: Tbilisi|Tbilissi|Tiflis; Germany: Berlin|Berlín|Bonn|Munich|Frankfurt|Hamburg|Hanover; Ghana:
    Accra|Acra; Greece: Athens|Athènes|Atenas; Guatemala: Guatemala City|Ciudad de Guatemala; Guinea: Conakry; Haiti:
    Port-au-Prince|Puerto Príncipe; Honduras: Tegucigalpa; Hungary: Budapest; Iceland: Reykjavik|Reykjavík; India: New
    Delhi|Nueva Delhi|Mumbai|Hyderabad|Bengaluru|Bangalore|Kolkata|Chennai; Indonesia:
    Jakarta|Yakarta|Bali|Nusa Dua|Bandung; Iran: Tehran|Téhéran|Teherán; Iraq: Baghdad|Bagdad; Ireland:
    Dublin|Dublín; Israel: Jerusalem|Tel Aviv; Italy: Rome|Roma|Milan|Milán|Florence|Turin|Trieste; Jamaica:
    Montego Bay; Japan: Tokyo|Tokio|Kyoto|Kioto|Osaka|Nagoya|Yokohama; Jordan: Amman|Ammán; Kazakhstan:
    Astana|Almaty|Nur-Sultan; Kenya: Nairobi|Mombasa; Kuwait: Kuwait City; Kyrgyzstan: Bishkek|Bichkek|Biskek; Laos:
    Vientiane; Latvia: Riga; Lebanon: Beirut|Beyrouth; Liberia: Monrovia; Libya: Tripoli|Trípoli; Lithuania:
    Vilnius|Vilna; Madagascar: Antananarivo; Malawi: Lilongwe; Malaysia: Kuala Lumpur|Putrajaya; Maldives: Malé;
    Mali: Bamako; Malta: Valletta|La Valette|La Valeta; Mauritania: Nouakchott|Nuakchot; Mauritius: Port Louis;
    Mexico: Mexico City|Ciudad de México|Guadalajara|Cancún|Cancun|Monterrey|Acapulco; Moldova: Chisinau|Chișinău;
    Mongolia: Ulaanbaatar|Oulan-Bator|Ulán Bator; Montenegro: Podgorica; Morocco:
    Rabat|Marrakesh|Marrakech|Casablanca|Fez|Tangier|Agadir; Mozambique: Maputo; Myanmar: Naypyidaw|Yangon; Namibia:
    Windhoek; Nepal: Kathmandu|Katmandou|Katmandú; Netherlands: Amsterdam|Ámsterdam|The Hague|La Haye|La
    Haya|Rotterdam; New Zealand: Auckland|Christchurch; Nicaragua: Managua; Niger: Niamey; Nigeria: Abuja|Lagos; North
    Macedonia: Skopje; Norway: Oslo; Oman: Muscat|Mascate; Pakistan: Islamabad|Karachi|Lahore; Panama: Panama
    City|Ciudad de Panamá; Papua New Guinea: Port Moresby; Paraguay: Asunción|Asuncion; Peru: Lima; Philippines:
    Manila|Manille|Cebu; Poland: Warsaw|Varsovie|Varsovia|Katowice|Kraków|Krakow|Cracow; Portugal:
    Lisbon|Lisbonne|Lisboa|Porto; Qatar: Doha; Romania: Bucharest|Bucarest|Brașov|Sibiu|Cluj-Napoca; Russia:
    Moscow|Moscou|Moscú|St. Petersburg|Saint Petersburg|Saint-Pétersbourg|San Petersburgo|Sochi|Kazan; Rwanda: Kigali;
    Saudi Arabia: Riyadh|Riyad|Riad|Jeddah; Senegal: Dakar; Serbia: Belgrade|Belgrado; Sierra Leone: Freetown;
    Slovakia: Bratislava; Slovenia: Ljubljana|Liubliana; Somalia: Mogadishu|Mogadiscio; South Africa:
    Pretoria|Johannesburg|Johannesbourg|Johannesburgo|Cape Town|Le Cap|Ciudad del Cabo|Durban; South Korea:
    Seoul|Séoul|Seúl|Busan|Incheon|Jeju|Pyeongchang; South Sudan: Juba;
    Spain: Madrid|Barcelona|Barcelone|Torremolinos|Valencia|Seville|Sevilla|Málaga;
    Sri Lanka: Colombo; Sudan: Khartoum|Jartum; Sweden: Stockholm|Estocolmo|Gothenburg; Switzerland:
    Geneva|Genève|Ginebra|Bern|Berne|Berna|Zurich|Zürich|Lausanne|Montreux|Davos; Syria: Damascus|Damas|Damasco;
    Tajikistan: Dushanbe|Douchanbé|Dusambé; Tanzania: Dar es Salaam|Dodoma|Arusha|Zanzibar; Thailand:
    Bangkok|Phuket|Chiang Mai|Pattaya; Togo: Lomé|Lome; Trinidad & Tobago: Port of Spain; Tunisia:
    Tunis|Hammamet|Yasmine Hammamet; Türkiye: Ankara|Istanbul|Estambul|Antalya|Izmir; Turkmenistan:
    Ashgabat|Achgabat|Asjabad; Uganda: Kampala|Entebbe; Ukraine: Kyiv|Kiev|Lviv; United Arab Emirates: Abu Dhabi|Abou
    Dabi|Abu Dabi|Dubai|Dubaï|Dubái|Sharjah; United Kingdom: London|Londres|Edinburgh|Glasgow|Manchester; United
    States: Washington, D.C.|Washington D.C.|Washington, DC|Washington DC|New York City|New York|Nueva
    York|Minneapolis|Atlantic City|Chicago|San Francisco|Los Angeles|Boston|Miami; Uruguay: Montevideo|Punta del
    Este; Uzbekistan: Tashkent|Tachkent|Taskent|Samarkand; Venezuela: Caracas; Vietnam: Hanoi|Hanoï|Hanói|Ho Chi Minh
    City|Da Nang; Yemen: Sana'a; Zambia: Lusaka|Livingstone; Zimbabwe: Harare|Victoria Falls
"""
# What a city is called -> the first name of its country.
CITIES: Final = {
    " ".join(name.split()): " ".join(country.split())
    for entry in _NAMES.split(";")
    for country, _, names in [entry.partition(":")]
    for name in names.split("|")
}
