"""Shapes of formulas that evaluators compute as LibreOffice does, by evaluator and function (read as
`shapes` says). Made by `python -m scripts.prove_formulas`, nothing of it by hand.

Longer than a module should be: it is a table, and complete.
"""

from __future__ import annotations

from cchc_excel.fill.formulas.shapes import Proven

PROVEN: dict[str, Proven] = {
    "ironcalc": {
        "%": "sihfbaudqze/Asihfbaudq",
        "&": "siaudlqokwvze/Asiaudlq,siaudlqokwvze/Asiaudlq sibaudlqokwvze/Asibaudlq,e e,sibaudlqokwvze/Asibaudlq",
        "*": (
            "sihfbdqz/Asihfbaudq,sihfbaudqze/Asihfbaudq sihfbaudqz/Asihfbaudq,sihfbaudqz/Asihfbaudq "
            "sihfbdqze/Asihfbaudq,sihfbaudqze/Asihfbd sihfbaudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq!"
        ),
        "+": (
            "sihfbudz/Asihfbaudq,sihfbaudqze/Asihfbaudq sihfbaudqz/Asihfbaudq,sihfbaudqz/Asihfbaudq "
            "sihfbudze/Asihfbaudq,sihfbaudqze/Asihfbd sihfbaudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq!"
        ),
        "-": (
            "sihfbadze/Asihfbaudq,sihfbaudqze/Asihfbaudq sihfbaudqze/Asihfbaudq,sihfbaudqz/Asihfbaudq "
            "sihfbaudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq!"
        ),
        "/": (
            "sihfbadqz/Asihfbaudq,sihfbaudqze/Asihfbaudq sihfbadqze/Asihfbaudq,sihfbaudqze/Asihfaudq "
            "sihfbaudqz/Asihfbaudq,sihfbaudqz/Asihfbaudq sihfbaudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq!"
        ),
        "<": (
            "sihfadqzeg/Asihfadqg,sihfadqzeg/Asihfadqg sihfbaudqzeg/Asihfbaudqg,ze "
            "sihfzeg/Asihfg,sihfaudqzeg/Asihfaudqg sihfaudqzeg/Asihfaudqg,sihfzeg/Asihfg bze,bze "
            "ze,sihfbaudqzeg/Asihfbaudqg"
        ),
        "<=": (
            "sihfadqzeg/Asihfadqg,sihfadqzeg/Asihfadqg sihfbaudqzeg/Asihfbaudqg,ze "
            "sihfzeg/Asihfg,sihfaudqzeg/Asihfaudqg sihfaudqzeg/Asihfaudqg,sihfzeg/Asihfg bze,bze "
            "ze,sihfbaudqzeg/Asihfbaudqg"
        ),
        "<>": (
            "sihfaudlqzeg/Asihfaudlqzg,sihfaudlqzeg/Asihfaudlqzg ihfaudlqzeg/Ablqzg,ihfbaudlqzeg/Aihbulqzg "
            "ihfaudlqzeg/Ahflqzg,sihfaudlqzeg/Asihfbaudlqzg sihfaudlqzeg/Aulqzg,sihfbaudlqzeg/Asihfaudlqzg "
            "ihfbaudlqzeg/Ablqzg,ihfbaudlqzeg/Ahblz"
        ),
        "=": (
            "ihfaudlqzeg/Aihaudlzg,sihfaudlqzeg/Asihfbaudlqzg ihfaudlqzeg/Ahblzg,ihfbaudlqzeg/Aihfbaulz "
            "ihfaudlqzeg/Ahflqzg,sihfbaudlqzeg/Asihfaudlqzg sihfaudlqzeg/Asihfaudlqzg,sihfaudlqzeg/Asihfaudlqzg "
            "ihfbaudlqzeg/Ahlzg,ihfbaudlqzeg/Aihblqz"
        ),
        ">": (
            "sihfadqzeg/Asihfadqg,sihfadqzeg/Asihfadqg sihfbaudqzeg/Asihfbaudqg,ze "
            "sihfzeg/Asihfg,sihfaudqzeg/Asihfaudqg sihfaudqzeg/Asihfaudqg,sihfzeg/Asihfg bze,bze "
            "ze,sihfbaudqzeg/Asihfbaudqg"
        ),
        ">=": (
            "sihfadqzeg/Asihfadqg,sihfadqzeg/Asihfadqg sihfbaudqzeg/Asihfbaudqg,ze "
            "sihfzeg/Asihfg,sihfaudqzeg/Asihfaudqg sihfaudqzeg/Asihfaudqg,sihfzeg/Asihfg bze,bze "
            "ze,sihfbaudqzeg/Asihfbaudqg"
        ),
        "ABS": "sihfbaudqze/Asihfbaudq",
        "ACOS": "sihfbaudqze",
        "ACOSH": "sihfbaudqze",
        "ACOT": "sihfbaudqze",
        "ACOTH": "sihfbaudqze",
        "ADDRESS": "s,s s,s,s s,s,s,b s,s,s,b,b!",
        "AND": (
            "sihfbaudqe/Rsihfbaudlqokwvze/Asihf ihf/Rihfaudlqokwvz/Aihf,sihfbe/Rsihfbaudlqokwvze/Asihf "
            "sihfbe/Rsihfbaudlqokwvze/Asihf,sihfb/Rsihfbaudlqokwvz/Asihf Raw,sihfbqe/Rsihfbaudlqokwvze/Asihf "
            "e/Rbe,sihfb/Rsihfbaudlqokwvz/Asihfb e/Re,sihfba/Rsihfbaudlqokwvz/Asihfb "
            "Rok,sihfbae/Rsihfbaudlqokwvze/Asihf Rw,sihfbdqe/Rsihfbaudlqokwvze/Asihf audq,audqe/Re "
            "e,sihfbau/Rsihfbaudlqokwvz/Asihfb sihf/Rihfaudlqokwvz/Aihf,sihfbe/Rsihfbaudlqokwvz/Asihf u,audqe/Rdwe "
            "e/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "ARABIC": "sihfbaudqe sihfbaudqze!",
        "ASIN": "sihfbaudqze",
        "ASINH": "sihfbaudqze",
        "ATAN": "sihfbaudqze",
        "ATAN2": (
            "ihfauqe,sihfbaudqze sihfbaudqze,ihfaudqe ihfaudqe,sihfaudqe sihfauqe,ihfaudqze sihfbaudqze,sihfbaudqze!"
        ),
        "ATANH": "sihfbaudqze",
        "AVEDEV": "Rsihfaudlqokwvze",
        "AVERAGE": (
            "sihfbde/Rsihfbaudlqokwvz/Asihfb,auqe/Re sihfbauqe/Rsihfaudlqokwvze/Asihf "
            "sihfbe/Rsihfaudlqokwvz/Asihf,sihfbauqe/Rsihfaudlqokwvze/Asihf auqe/Re,sihfb/Rsihfbaudlqokwvz/Asihfb "
            "ae,sihfbaudqe/Rsihfbaudlqokwvz/Asihfb auqe,sihfbaudq/Rsihfbaudlqokwvz/Asihfb "
            "ue,sihfbaudq/Rsihfbaudlqokwvze/Asihfb auqe/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "AVERAGEA": "Rsihfbaudlqokwvze",
        "AVERAGEIF": (
            "Rsihfauqz,siauqowvz Rsihfauz,siauqowvz,Rsihfz Ra,siauqokwvz,Rsz Rsihfaudqz,auqwvz Rsihfaudz,auqwvz,Rsihfz "
            "Rd,auqkwvz,Rhf Rha,siauqokwvz,Rz Rsihfauqz,siauqowz,Rsihfz Rq,siauqokwz,Rhf Rq,siauqokwvz,Rf "
            "Ru,siauqokwvz,Rh Rsihfauqz,siauqokwvz! Rsihfaudqz,auqkwvz! Rsihfdz,auqkwvz,Rhfz! "
            "Rsihfz,siauqokwvz,Rsihfz! Rsihfqz,siauqokwz,Rhfz! Rsihfuz,siauqokwvz,Rhz!"
        ),
        "AVERAGEIFS": (
            "Rauz,Rsihfauqz,siauqowvz Ra,Rud,auqkwvz Rsihfauz,Rsihfauz,siauqowvz Rsihfauz,Rsihfaudz,auqwvz "
            "Rifuz,Ruq,siauqokwz Rha,Rd,auqkwvz Rsihfauz,Rsihfauqz,siauqowz Rs,Rsau,siauqokwvz Ruz,Rauq,siauqokwvz "
            "Rz,Rhauq,siauqokwvz many Rauz,Rsihfauqz,siauqokwvz! Rsifauz,Rsihfuz,siauqokwvz! "
            "Rsihfauz,Rsihfz,siauqokwvz! Rauz,Rsihfaudqz,auqkwvz!"
        ),
        "BASE": "si,s si,s,s",
        "BETADIST": "f,sf,sf f,sh,sh h,f,sh hf,hf,s hf,s,f hf,shf,shf!",
        "BIN2DEC": "sihfaudze sihfaudqze!",
        "BINOM.DIST": "sihf,sihf,sihf,b",
        "BINOM.INV": "s,hf,h s,h,hf",
        "BINOMDIST": "shf,s,sf,b shf,s,sh,s sh,s,shf,sb",
        "BITAND": "siz,s sz,sz shz,shz! sihz,sh!",
        "BITOR": "siz,s sz,sz shz,shz! sihz,sh!",
        "BITXOR": "siz,s sz,sz shz,shz! sihz,sh!",
        "CEILING": "sihfbadzeg,sihfbaudqzeg sihfbaudqzeg,sihfbaudqzg sihfbaudqzeg,sihfbaudqzeg!",
        "CEILING.MATH": "sihf sihf,sihf sihf,sihf,sb",
        "CEILING.PRECISE": "sihfz sihfz,sihz",
        "CHAR": "iauqe ifauqze!",
        "CHIDIST": "sih,h i,sh sihf,s!",
        "CHIINV": "sihf,s sih,sh",
        "CHISQ.DIST": "shf,shf,sb",
        "CHISQ.DIST.RT": "sihf,s sih,sh",
        "CHISQ.INV": "sihf,s sih,sh",
        "CHISQ.INV.RT": "sihf,s sih,sh",
        "CHOOSE": "s,sihfbaudlqze s,sihfbaudlqze,sihfbaudlqze",
        "CLEAN": "siaudlqze",
        "CODE": "sihfade sihfadqze!",
        "COMBIN": "shz,shz sihz,sh",
        "COMBINA": "h,hz i,sh sh,z iz,s",
        "CONCAT": (
            "siaudqe/Rsiaudlqokwvze siaudqe/Rsiaudlqokwvze,siaudqe/Rsiaudlqokwvze sibaudqe/Rsibaudlqokwvze,e/Re "
            "e/Re,sibaudqe/Rsibaudlqokwvze/Asib siaudqe/Rsiaudlqokwvze/Asib! e/Re/Asib,sibaudqe/Rsibaudlqokwvze/Asib! "
            "siaudqe/Rsiaudlqokwvze/Asib,siaudqe/Rsiaudlqokwvze/Asib! sibaudqe/Rsibaudlqokwvze/Asib,e/Re/Asib!"
        ),
        "CONCATENATE": "siaudlqze siaudlqze,siaudlqze sibaudlqze,e e,sibaudlqze",
        "CONFIDENCE": "hf,shf,si",
        "CONFIDENCE.NORM": "hf,shf,si",
        "CORREL": "Rsihfz,Rsihfz",
        "COS": "sihfbaudqze",
        "COSH": "sihfbaudqze",
        "COT": "sihfbaudqze",
        "COTH": "sihfbaudqze",
        "COUNT": "sihfbaudqe/Rsihfaudlqokwvze sihfbaudqe/Rsihfaudlqokwvze,sihfbaudqe/Rsihfaudlqokwvze",
        "COUNTA": "sihfbaudqe/Rsihfbaudlqokwvze sihfbaudqe/Rsihfbaudlqokwvze,sihfbaudqe/Rsihfbaudlqokwvze",
        "COUNTBLANK": "Rsihfbaudlqokwvze",
        "COUNTIF": (
            "Ra,sihfbaudqokwvz Rbalowz,ihfbauqwv Rsihfaudlokwvz,audqwvz Rsihfaulokwvz,sihfaudqowvz Rlz,sihfbaudlqowvz "
            "Rulqz,sihfaudlqowz"
        ),
        "COUNTIFS": (
            "Rialwz,sihfbaudqowvz Ribalwz,ihfbauqwv Riadlwz,baudqwvz Rsihfaulokwvz,sihfaudqowvz "
            "Rsihfaulqokwvz,sihfaudqowz many"
        ),
        "COVAR": "Rsihf,Rsihf Rz,Riz Rsihfz,Rsihfz!",
        "COVARIANCE.P": "Rsihf,Rsihf Rz,Rhz Rsihfz,Rsihfz!",
        "COVARIANCE.S": "Rsihf,Rsihf Rz,Rz Rsihfz,Rsihfz!",
        "CRITBINOM": "s,hf,hf",
        "CSC": "sihfbaudqze",
        "CSCH": "sihfbaudqze",
        "CUMIPMT": "hf,s,ih,s,s,s",
        "CUMPRINC": "hf,s,ih,s,s,s",
        "DATE": "i,sih,shz i,z,ihz",
        "DATEDIF~d": "ih,ih",
        "DATEDIF~m": "ih,ih",
        "DATEDIF~y": "ih,ih",
        "DAY": "ihe/Aih",
        "DAYS": "e,ihe ihe,e ie,ie",
        "DAYS360": "i,i i,i,sb",
        "DB": "sh,h,s,s ih,sih,s,s,sh i,si,s,s sih,h,s,s,sh sih,sih,s,s,h",
        "DDB": "h,ih,s,s sih,sh,s,s,sh ih,sih,s,s,s si,sh,s,s s,sih,s,s,h",
        "DEC2BIN": "sihfz sihfz,s",
        "DEC2HEX": "sihfz,s siz",
        "DEC2OCT": "sihfz sihfz,s",
        "DECIMAL": "sih,sihz sihz,ihz sihz,sihz!",
        "DEGREES": "sihfbaudqze",
        "DELTA": "sihz,sihz",
        "DEVSQ": "Rsihfaudlqokwvze",
        "DOLLARDE": "sihf,s sih,sh",
        "DOLLARFR": "sihf,s sih,sh",
        "EDATE": "ih,sz",
        "EFFECT": "ih,sihz sih,ihz sihz,z sihz,sihz!",
        "EOMONTH": "ih,sz",
        "ERF": "siz z,s",
        "ERF.PRECISE": "sifaudqze",
        "ERFC": "iauqze",
        "ERFC.PRECISE": "iauqze",
        "ERROR.TYPE": "sihfbaudqzen",
        "EVEN": "sihfbaudqzeg",
        "EXACT": (
            "iaulqz/Aal,sibaudlqze/Asbudlq aulqz/Abl,iaudlqze/Aiq iaudlqz/Adl,iaudlqze/Abadl "
            "iaulqz/Aial,sbaulqze/Asbulq iaudlqz/Aulq,sibaulqze/Aaul iaudlqz/Asal,ibaulqze/Abudlq "
            "aulqz/Aul,sibaulqze/Aiaulq baulqz/Al,sibaulqze/Asiauq aulqze/Al,sibaudlqz/Asibaudlq "
            "saulqz/Al,sibaudlqze/Aidl aulqze/Al,sibaudlqze/Asibaudlq!"
        ),
        "EXP": "sihfbaudqze",
        "EXPON.DIST": "f,shf,sb f,sihf,b sih,sihf,s h,sih,sb i,sif,sb sihf,sihf,sb!",
        "EXPONDIST": "shf,shf,sb",
        "F.DIST": "shf,s,shf,sb",
        "F.DIST.RT": "shf,shf,shf",
        "FACT": "sihfbaudqze",
        "FACTDOUBLE": "shfaudqze",
        "FALSE": "()",
        "FDIST": "shf,shf,shf",
        "FIND": (
            "siaudw/Asiaud,sihaudlqwze/Asihaudlq Asiaud,sihaudlqwze/Asihaudlq,s/As Asiaudq,shlqwze/Asihaudlq,s/As "
            "siaudqwz/Asiaudq,qze/Aq Asiaudq,sihaudlqwze/Asihaudlq,As siaudw/Asiaud,sihaudlqwze,s "
            "siaudwe/Asiaud,sihaudlwz/Asihaudl siaudwe/Asiaud,sihaulqwze,s siaudqwe/Asiaud,ihaqwze,s "
            "siaudwz/Asiaud,sihdqze,s siaudwe/Asiaud,sihaudlqwze/Asihaudlq! siaudwe/Asiaud,sihaudlqwze,s!"
        ),
        "FISHER": "sihfbaudqze",
        "FISHERINV": "sihfbaudqze",
        "FLOOR": "sihfbaudzeg,sihfbaudqzeg sihfbaudqzeg,sihfbaudqzg sihfbaudqzeg,sihfbaudqzeg!",
        "FLOOR.MATH": "sihf sihf,sihf sihf,sihf,sb",
        "FLOOR.PRECISE": "sihfz sihfz,sihz",
        "FORECAST": "sihf,Rsihf,Rsihf",
        "FORECAST.LINEAR": "sihf,Rsihf,Rsihf",
        "FV": "shf,si,sihf shf,si,sihf,sihf shf,si,sihf,sihf,sihf",
        "GAMMA": "sihfbaudqze",
        "GAMMALN": "sihfbaudqze",
        "GAMMALN.PRECISE": "sihfbaudqze",
        "GAUSS": "iauqze",
        "GCD": (
            "iudq/Rhaw,auqe/Re sihfaudq/Rsihfd,auq/Rs sihfaudq/Rsihfe auq/Re,sihfd/Rsihfaudlqokwv "
            "iaudq/Rhf,sihfaudqe/Rsihf sifudq/Rsih,sihfaudq/Rsihfe iaudq/Rhfaulqokwv,auqe auqe,sihfau/Rkv "
            "sihfaudq/Rsihf,sihfaudq/Rsihf sihfaudqe/Rsihfauqokwve! auqe/Rhauqokwve,sihfaudqe/Rsihfaudlqokwve! "
            "haudqe/Rhfaudqokwve,auqe/Rsihaulqokwve! sihfaudqe/Rsihfauqokwve,sihfaudqe/Rsihfauqokwve! "
            "sihfaudqe/Rsihfaulqokwve,shaudqe/Riauqokwve! auqe/Rshauqokwve,sihfaudqe/Rsihfaudqokwve!"
        ),
        "GEOMEAN": (
            "Rihfaudlqokwvze Rihaudlqokwvz,Rihfaudlqokwvze Rihfaudlqokwvze,Rhfaudlqokwvz Rihfaudlqokwvz,Rihfaudlqokwvz "
            "Rsihaudlqokwvz,Rze Ru,Rsihfaudlqokwvze Rsihfaudlqokwvze,Rsihfaudlqokwvze! Rsihfbaudlqokwvze,Re! "
            "Rke,Rsihfbaudlqokwvze! Rsihfaudlqokwvze!"
        ),
        "GESTEP": "sihz,sihz",
        "HARMEAN": "Rsihfaudlqokwvze",
        "HEX2DEC": "sihfaude sihfaudqze!",
        "HLOOKUP~0": (
            "sihfbauqw,Rsihfbaudlqokwvze,s sihfbaudqw,Rihfbaudlqokwvze,s sihfbauqwe,Rsihbadlok,s "
            "sihfbauqwz,Rsihfaudlqokwve,s sihfbaudqwe,Rsihfbaudlqokwvze,s!"
        ),
        "HLOOKUP~1": "shfg,Rsihf,s hg,Rsihfg,s ihg,Rshfg,s",
        "HOUR": "bauqze sihfbaudqze!",
        "HYPERLINK": "au au,siaudlqze",
        "IF": (
            "ihfqe/Asihfbq,sihaudlqze/Asihaudlq Asihfbq,sihaudlqze/Asihaudlq,sihaudlqze/Asihaudlq "
            "Abq,sihaudlqze/Asihbaudlq,ae Abq,sihfbaudlqze-/Asihfbaudlq,e Asihfbq,e,sihfbaudlqze-/Asihfbaudlq "
            "Aihfq,sihaudlqze/Asihaudlq,sihfbaudlqze-/Asihfbaudlq qe/Aq,sihfbaudlqze-/Asihfbaudlq "
            "Aq,sihfbaudlqze-/Asihfbaudlq,sihfbaudlqze-/Asihfbaudlq Asihfq,sile/Aaq,sihaudlqze-/Asihaudlq "
            "Asihfq,de/Ah,sihfbaudlqze/Asihbaudlq Asihfq,iadze/Ailq,sihaudlqze/Asihfaudlq "
            "Asihfq,iade/Ashu,sihaudlqze/Asihbaudlq Asbq,sihbaudlqze/Asihaudlq,e Asihfq,hdze/Ah,sihfbaudlqze/Asihaudlq "
            "sihfbqze/Aq,sihfbaudlqze- sihfbqze/Aq,sihfbaudlqze-,sihfbaudlqze- sihfqe/Aq,sihfbaudlqze-/Asihauq"
        ),
        "IFERROR": (
            "sihaudlqz/Asihaudlq,sihfbaudlqze/Asihfbaudlq sihfbaudlqze/Asihaudlq,sihfbaudlqze "
            "sihaudlqze/Asihaudlq,sihfbaudlqze/Asihaudlq"
        ),
        "IFNA": "sihfbaudlqzen,sihfbaudlqzen",
        "IFS": "sbze,sihfbaudlqze many",
        "INDEX~1": "Rsihfbaudlqokwvze,s",
        "INDEX~2": "Rsihfbaudlqokwvze,s,s",
        "INT": "sihfbaudqze/Asihfbaudq",
        "INTERCEPT": "Rsihfz,Rsihfz",
        "IPMT": "hf,s,s,ihf hf,s,s,ihf,siz hf,s,s,if,siz,s hf,s,s,ihf,iz,s h,s,s,ihf,siz,s",
        "IRR": "Rshf! Rsihf,h!",
        "ISBLANK": "sihfbaudlqze/Asihfbaudlq",
        "ISERR": "sihfbaudlqzen",
        "ISERROR": "sihfbaudlqze/Asihfbaudlq",
        "ISEVEN": "sihfauq sihfauqe!",
        "ISLOGICAL": "sihfbaudqze",
        "ISNA": "sihfbaudlqzen",
        "ISNONTEXT": "sihfbaudlqze",
        "ISNUMBER": "sihfaudlqze",
        "ISO.CEILING": "sihfz sihfz,sihz",
        "ISODD": "sihfauq sihfauqe!",
        "ISOWEEKNUM": "ihe",
        "ISPMT": "hf,s,s,sihf hf,s,s,sihf,sihf",
        "ISTEXT": "sihfbaudlqze/Asihfb",
        "KURT": "Rsihfaudlqokwvze Rsihfbaudlqokwvze!",
        "LARGE": "Rsihfaudlqokwvz,shz Rsihfbaudlqokwvz,hz Rsihfaudlqokwvze,sh Rsihfbaudlqokwvze,shz!",
        "LCM": (
            "sauq/Rfaulqokwv,auqe sihfad/Rshd,auq/Rfe sihfaudq/Rshfe auq/Re,sihf/Rsihaudlqokwv auq/Rf,sihfaudqe/Rsihfd "
            "shad/Rsh,sihfaudq/Rsihfe sihfaudq/Rsihf,hfauq/Rs auqe,suq/Rk sihfad/Rsh,sihfaudq/Rshfe "
            "sihfaudqe/Rsihfaulqokwve! fauqe/Rfauqokwve,sihfaudqe/Rsihfaudlqokwve! "
            "sihfaudqe/Rfaudlqokwve,fauqe/Rfaulqokwve! fauqe/Rhfauqokwve,sihfaudqe/Rsihfaudqokwve! "
            "sihfaudqe/Rsihfauqokwve,sihfaudqe/Rsihfauqokwve! sihfaudqe/Rfaulqokwve,fauqe/Rsfaulqokwve!"
        ),
        "LEFT": (
            "siaudlqwze/Asibaudlq siaudlqwze/Asiaudlq,shz/Ash ie/Ab,hz/Ad sibaudlqwze/Asibaudlq,z e,shdz/Ashd "
            "siaudlqwze/Asiaudlq,shdz/Ashd! siaudlqwze/Asibaudlq,hdz/Ad! sibaudlqwze/Asibaudlq,dz/Ad!"
        ),
        "LEN": "siaudlqze/Asiaudlq",
        "LN": "sihfbaudqze",
        "LOG": "sihfbaudqze sihfbaudqze,sihfbaudqz sihfbdqze,sihfbaudqze sihfbaudqze,sihfbaudqze!",
        "LOG10": "sihfbaudqze",
        "LOGINV": "hf,shf,shf",
        "LOGNORM.DIST": (
            "hf,sf,hf,b f,hf,h,sb f,h,sh,b shf,s,f,sb h,f,shf,b h,sh,hf,sb h,sh,shf,s s,sf,f,s sh,sh,sh,s s,s,shf,sb "
            "sf,shf,hf,sb! sf,h,shf,sb! shf,sh,shf,s! s,shf,shf,s!"
        ),
        "LOGNORM.INV": "hf,shf,shf",
        "LOGNORMDIST": "f,sf,sh f,sh,hf h,hf,sh h,shf,s s,f,sf sh,h,sh sf,s,hf shf,s,shf! s,shf,shf!",
        "LOOKUP": "sihfg,Rsihfg sihfg,Rsihfg,Rsihfaudlqokwvzeg",
        "LOWER": "siaudlqze/Asiaudlq",
        "MATCH~0": (
            "ihfauq,Rsihfbaudlqokwvze ihfbauq,Rihbalqkwvze ihfaudqw,Rihfbudlqwvz ihfauqe,Rshfbauqvze "
            "sihfauq,Rsihfaudlqokwvze ihfauqw,Rsihfbaudlqokwvz ihfauqz,Rsihfbaudlokwvze "
            "sihfbaudqwze,Rsihfbaudlqokwvze!"
        ),
        "MATCH~1": "sihfg,Rsihfg",
        "MAX": (
            "sihfbe/Rsihfaudlqokwvz/Asihfb,sibauqe/Rsihaze/Asihf sihfbauqe/Rsihfaudlqokwvze/Asihf "
            "ie/Rsih/Asihf,sihfbauqe/Rsihfbaudlqokwvze/Asihfb "
            "sihfbe/Rsihfaudlqokwvz/Asihf,sihfbauqe/Rsihfaudlqokwvze/Asihf "
            "sihfbe/Rsihfbaudlqokwvz/Asihfb,iauqe/Rsihe/Asihf iauqe/Rsihe/Asihf,sihfb/Rsihfbaudlqokwvz/Asihfb "
            "ie/Rsihfuv/Asihf,sihfbauqe/Rsihfaudlqokwvze/Asihfb auqe,sihfbaudq/Rsihfbaudlqokwvz/Asihfb "
            "sihfbde/Rsihfbaudlqokwvz/Asihfb,auqe/Re auqe/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "MAXA": "Rsihfaudlqokwve Rsihfaudlqokwvze!",
        "MAXIFS": (
            "Ra,Rsiauz,siauqokwvz Rsihfauz,Rsihfaudz,auqwvz Rsihfauz,Rsihfauz,siauqowvz Rsihfauz,Rsihfauqz,siauqowz "
            "Rihfauz,Ra,siauqokwvz Rihuz,Raud,auqkwvz Rhuz,Rauq,siauqokwz Rsihuz,Rud,auqkwvz Ru,Rifau,siauqokwvz "
            "Rz,Rhau,siauqokwvz many"
        ),
        "MEDIAN": (
            "sihfbauqe/Rsihfaudlqokwvze sihfb/Rsihfaudlqokwvz,sihfbauqe/Rsihfaudlqokwvze "
            "sihfb/Rsihfbaudlqokwvz,auqe/Re auqe/Re,sihfbaudq/Rsihfbaudlqokwvze sihfbd/Rsihfbaudlqokwvz,auqe "
            "auqe/Re,sihfbaudqe/Rsihfbaudlqokwvze! sihfbaudqe/Rsihfbaudlqokwvze,auqe/Re!"
        ),
        "MID": (
            "Asiaudlq,shz/Ash,shz/Ash Asibaudlq,z/Ah,shz/Ash Asibaudlq,shz/Ash,z Asibaudlq,shz/Ah,hz "
            "Asibaudlq,sz/Ah,shz/As siaudlqwze/Asiaudlq,shz,shz sibaudlqwze/Asiaudlq,hz,shz "
            "sibaudlqwze/Asibaudlq,shz,hz"
        ),
        "MIN": (
            "sihfbauqe/Rsihfaudlqokwvze/Asihfb e/Ab,auqe/Rve/Afb "
            "sihfbe/Rsihfaudlqokwvz/Asihf,sihfbauqe/Rsihfaudlqokwvze/Asihf sihfbde/Rsihfbaudlqokwvz/Asihfb,auqe/Re "
            "auqe/Re,sihfb/Rsihfbaudlqokwvz/Asihfb auqe,sihfbaudq/Rsihfbaudlqokwvz/Asihfb "
            "qe,sihfbaudqe/Rsihfbaudlqokwvz/Asihfb auqe/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "MINA": "Rsihfaudlqokwve Rsihfaudlqokwvze!",
        "MINIFS": (
            "Rihfau,Ra,siauqokwvz Rsihfauz,Rsihfaudz,auqwvz Rsihfauz,Rsihfauz,siauqowvz Rsihfauz,Rsihfauqz,siauqowz "
            "Rhfu,Raud,auqkwvz Rhf,Rauq,siauqokwz Rs,Rsd,auqkwvz Rs,Rsq,siauqokwz Ru,Rhfau,siauqokwvz "
            "Rz,Rifdqz,auqkwvz many"
        ),
        "MINUTE": "ibauqzeg sihfbaudqzeg!",
        "MIRR": "Rsih,h,h",
        "MOD": (
            "auq/Aauq,sihfbaudqzg/Asihfbaudqg sihfbadzg/Asfbu,auqze/Abauq sihfbaudqzg/Aaudq,bauqz/Abauq "
            "sihfbaudqzg/Asihfbaudqg,auqz/Abauq fbadz/Au,sihfbaudqzeg/Abauq auqe/Aauq,sihfbdqg/Asihfbdqg "
            "fbadzg/Au,ifbaudqzeg/Abauq hfbadz/Au,sifbaudqze/Abauq iaz/Au,ifbaudqze/Asbauq "
            "sihfbadzg/Au,ifbaudqze/Abauq fbaudqze/Asihfbaudqg,sihfbaudqzeg/Asihfbaudqg! "
            "fbaudqzeg/Asihfbaudqg,ifbaudqzeg/Asihfbaudqg! hfbaudqze/Asihfbaudqg,sifbaudqze/Asihfbaudqg! "
            "sihfbaudqzeg/Asihfbaudqg,ifbaudqze/Asihfbaudqg!"
        ),
        "MODE": "Re Rsihfbaudlqokwvze!",
        "MODE.SNGL": "Re Rsihfbaudlqokwvze!",
        "MONTH": "ihe/Aih",
        "MROUND": (
            "az,sihfaudqzeg adz,sfaudqzeg auqze,sihfdzg sihfadzg,auqze azg,ihauqzeg hazg,iauqzeg sihazg,iauqze "
            "auqz,sihfaudqzg sifaudqze,sihfaudqzeg! sihfaudqzeg,ihfaudqzeg!"
        ),
        "MULTINOMIAL": "Rsh Rshfaudqe!",
        "N": "sihfbaudqze sihfbaudqze/Asihfbaudq!",
        "NA": "()",
        "NETWORKDAYS": "ih,ih ih,ih,Riz",
        "NETWORKDAYS.INTL": "i,i i,i,s i,i,s,Riz",
        "NOMINAL": "sihz,sihz",
        "NORM.DIST": "sif,sif,sif,b sif,sih,sih,b sih,sihf,if,b sih,h,sihf,b sih,sih,ihf,b si,sihf,sihf,b",
        "NORM.INV": "hf,shf,shf",
        "NORM.S.DIST": "sifz,b si,shb siz,sb",
        "NORM.S.INV": "sihfbaudqze",
        "NORMDIST": "hf,hf,shf,sb f,shf,hf,sb hf,shf,h,sb shf,f,shf,sb shf,hf,shf,s s,shf,s,sb s,sf,shf,b s,sf,sh,sb",
        "NORMINV": "hf,shf,shf",
        "NORMSDIST": "auq auqe!",
        "NORMSINV": "sibaudqz sibaudqze!",
        "NOT": "sihfbauqze sihfbaudqze/Asihfbaudq!",
        "NPER": (
            "hf,ihf,sihf hf,ihf,sihf,siz f,ihf,sihf,iz,sz hf,ihf,sihf,siz,s f,ihf,sih,siz,sz f,ih,sihf,siz,sz "
            "h,hf,sihf,siz,sz h,ihf,ihf,siz,sz h,ihf,sihf,si,sz h,ihf,sihf,siz,sz!"
        ),
        "NPV": "hf,Rsihfz hf,Rsihfz,Rsihfz",
        "OCT2DEC": "sihfaude sihfaudqze!",
        "ODD": "sihfbaudqzeg",
        "OR": (
            "sihfbe/Rsihfbaudlqokwvze/Asihfb,sihf/Rsihfbado/Asihf sihfbaudqe/Rsihfbaudlqokwvze/Asihf "
            "sihfbe/Rsihfble/Asihf,sihfb/Rsihfbaudlqokwvz/Asihfb Rae,sihfbu/Rsihfbaudlqokwvz/Asihf "
            "Rd,sihfb/Rsihfbaudlqokwvze/Asihf sihfbe/Rsihfbaudlqokwvze/Asihf,sihfb/Rsihfbaudlqokwvz/Asihf "
            "Rl,sihfbd/Rsihfbaudlqokwvz/Asihfb aq,audqe/Rve audq,audqe/Re e/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "PDURATION": "shf,sih,sih",
        "PEARSON": "Rsihfz,Rsihfz",
        "PERCENTILE": "Rsihfaudlqokwvz,h Rsihfaudlqokwvze,h!",
        "PERCENTILE.EXC": (
            "Rsihfalkw,sihfbaudqze Rsihfbaudlqokwvz,sibaudqz Rsihfaudlqokwvz,sihfbaudqz Rsihfaudlqokwvze,h "
            "Rsihfbaudlqokwvze,sibaudqze! Rsihfaudlqokwvze,sihfbaudqze!"
        ),
        "PERCENTILE.INC": "Rsihfaudlqokwvz,h Rsihfaudlqokwvze,h!",
        "PERCENTRANK": "Rf,ihf! Rhf,hf! Rif,if! Rs,si!",
        "PERCENTRANK.INC": "Rsihf,i! Rh,ihf! Rsi,si!",
        "PERMUT": "shz,shz sihz,sh",
        "PERMUTATIONA": "shz,shz sihz,sh",
        "PHI": "sihfaudqze sihfbaudqze!",
        "PI": "()",
        "PMT": (
            "shf,si,sihf shf,si,sihf,sihf shf,i,sihf,sihf,sihf hf,si,f,sif,sihf hf,si,if,sihf,sih sf,si,ih,ihf,sihf "
            "shf,si,h,sihf,sif f,si,sihf,f,sihf shf,si,sih,hf,sif f,si,sihf,if,ihf f,si,sif,sf,sih h,si,if,sihf,sihf "
            "sh,si,ihf,sih,sihf h,si,sif,ihf,sihf sh,si,sihf,sihf,sif s,si,sih,sihf,sihf shf,si,sihf,sihf,sihf!"
        ),
        "POISSON": "hf,shf,sb shf,hf,sb shf,shf,s",
        "POISSON.DIST": "sihf,ihf,sb ihf,sihf,b ih,sihf,sb sih,sihf,s",
        "POWER": (
            "iaue,sihfbaudqze ibaude,sihfbaudqe ihfaue,sfbaudqze iauqe,sihfbaudqz sibaude,ihfbaudqe sibaudze,ihfaudqe "
            "sibaudqze,sihfbaudqze!"
        ),
        "PPMT": (
            "f,s,s,ihf,siz f,s,s,ihf,siz,s hf,s,s,ih h,s,s,ihf hf,s,s,hf,si hf,s,s,ihf,sz,s hf,s,s,h,siz hf,s,s,ih,iz "
            "hf,s,s,i,siz,s"
        ),
        "PRODUCT": (
            "sihfbauqe/Rsihfaudlqokwvze sihfbe/Rsihfaudlqokwvz,sihfbauqe/Rsihfaudlqokwvze "
            "sihfbde/Rsihfbaudlqokwvz,auqe/Re e/Re,sihfbq/Rsihfbaudlqokwvze ae,sihfbaudqe/Rsihfbaudlqokwvz "
            "auqe,sihfbaudq/Rsihfbaudlqokwvz auqe/Re,sihfbaudqe/Rsihfbaudlqokwvze!"
        ),
        "PROPER": "siaudlqze",
        "PV": (
            "hf,si,f f,si,f,h f,si,f,sh,f f,si,sf,i,s f,si,h,sf,s sf,si,h,ih,h f,si,h,i sf,si,h,i,ih f,si,i,ih,f "
            "f,si,i,i,if f,si,s,f f,si,s,sf,f f,si,s,i,sh f,si,s,s,sf shf,s,sihf,sihf shf,s,shf,sihf,sihf shf,s,sihf "
            "hf,s,sihf,sihf,shf hf,s,sihf,sih,sihf h,si,f,si,i h,si,f,s h,si,if,s,si h,si,h,ih,f h,si,h,i,sf "
            "h,si,h,si,s h,si,si,f,sf h,si,i,h h,si,i,sh,h h,si,s,f,sif h,si,s,h,sh h,si,s,shf,s h,s,sihf,sihf,sihf "
            "sf,si,f,h,f s,si,h,si,i s,si,i,f,si sh,si,i,sf,s s,si,s sh,s,sihf,sif,sif shf,s,sihf,sih,shf "
            "shf,si,sihf,sihf! shf,i,sihf,sihf,sihf! shf,si,sihf!"
        ),
        "QUARTILE": "Rsihfaudlqokwvz,s Rsihfaudlqokwvze,s!",
        "QUARTILE.EXC": (
            "Rsihfawv,sihfbaudqze Rsihfbaudlqokwvz,ifauqz Rsihfaudlqokwvz,sihfbaudqz Rsihfaudlqokwvze,hb "
            "Rsihfbaudlqokwvze,sihfbaudqze!"
        ),
        "QUARTILE.INC": "Rsihfaudlqokwvz,s Rsihfbaudlqokwvze,s!",
        "QUOTIENT": (
            "fadqz,sihfaudqzeg faudqze,sihfdzg sihfadqzg,ifaudqze hfadqz,sifaudqze sfadqz,ifaudqzeg faudqz,sihfaudqzg "
            "faudqze,sihfaudqzeg!"
        ),
        "RADIANS": "sihfbaudqze",
        "RANK": (
            "f,Rsibauqz,b f,Rq if,Rq,sb h,Ra,sb hf,Riauqz,b h,Ru ih,Ru,bz i,Rau,bz i,Rshfbauqz,b i,Ru,sbz sihf,Rauqz,b "
            "s,Rz,bz sihf,Rsihfbauqz! sihf,Rsihfbauqz,sbz!"
        ),
        "RANK.EQ": (
            "f,Riauqz,b f,Rz,bz ihf,Rau,b h,Rqz,sz i,Rshbauqz,b i,Ru,sb s,Raqz,s s,Rqz,sb s,Ru,z s,Rz sihf,Rsihfbauqz! "
            "sihf,Rsihbauqz,sbz! sihf,Rsihfbauqz,bz! sih,Rsihfbauqz,sbz!"
        ),
        "RATE": "s,h,i s,h,i,z s,i,h,s,s,h s,ih,ih! s,ih,ih,sz,s! s,ih,ih,sz,s,h! s,ih,ih,z! s,ih,i,sz!",
        "REPLACE": "siaudlqwz,s,s,saudq sibaudlqwze,s,s,u siaudlqwze,s,s,saud siaudlqwze,s,s,saudq!",
        "REPT": "siaudlqwze,s",
        "RIGHT": (
            "siaudlqwze/Asibaudlq siaudlqwz/Asiaudlq,shz/Ash sibaudlqwze/Asibaudlq,z Ai,shz/Ashd e/Ai,hz/Ashd "
            "siaudlqwze/Asiaudlq,shdz/Ashd! sibaudlqwze/Asibaudlq,dz/Ad!"
        ),
        "ROMAN": "sihfbaudqze",
        "ROUND": (
            "auqe/Aauq,sihfbaudqzg/Asihfbaudqg sihfbaudzeg/Afbg,auqe/Aiauq sihfbaudqzeg/Asihfbaudqg,auq/Aiauq "
            "aue/Ag,iauqe/Aiauq auqe/Aiauqg,iauq/Aiauq sihbaudze,shfbaudqzeg/Aiauq sihfbaudze,shfbaudqze/Aiauq "
            "sihbaudzeg,hfbaudqzeg/Aiauq auqe/Asihfbaudqg,sihfbaudqzeg/Asihfbaudqg! "
            "sihbaudqze/Asihfbaudqg,shfbaudqzeg/Asihfbaudqg! sihfbaudqze/Asihfbaudqg,shfbaudqze/Asihfbaudqg! "
            "sihbaudqzeg/Asihfbaudqg,hfbaudqzeg/Asihfbaudqg!"
        ),
        "ROUNDDOWN": "auqe,sihfbaudqzg sihfbudqzeg,shfbaudqzeg auqe,sihfbaudqzeg!",
        "ROUNDUP": "auqe,sihfbaudqzeg sihfbaudqzeg,shfbaudqzeg",
        "RRI": "shf,sih,sih",
        "RSQ": "Rsihfz,Rsihfz",
        "SEARCH": (
            "siaudwe/Asiaud,sihaudlqwze/Asihaudlq Asiad,sihaudlqwze/Asihaudlq,s/As siaudwe/Asiaudq,qze/Aaq "
            "Asiadq,sihalqwze/Asihaudlq,s/As Asiaudq,sihaudlqwze/Asihaudlq,As Asiaud,sihaudlqwz/Asihaudlq,s/As "
            "siau/Asiad,sihaudlqwze,s siaudw/Asiaud,sihaudlqwz,s siaudwe/Asiaud,siaudqwz,s siaudqwze/Asiaudq,qze/Aq "
            "siauq/Asiad,suqze,s siauz/Asiad,sdqze,s Asiaud,sihaudlqwze/Asihaudlq,s/As! siaudwe/Asiaud,sihaudlqwze,s!"
        ),
        "SEC": "sihfbaudqze",
        "SECH": "sihfbaudqze",
        "SECOND": "bauqzeg sihfbaudqzeg!",
        "SIGN": "sihfbaudqze",
        "SIN": "sihfbaudqze",
        "SINH": "sihfbaudqze",
        "SKEW": "Rsihfaudlqokwvze Rsihfbaudlqokwvze!",
        "SKEW.P": "Rsihfe",
        "SLN": "sihf,sihf,sb",
        "SLOPE": "Rsihfz,Rsihfz",
        "SMALL": "Rsihfaudlqokwvz,shz Rsihfbaudlqokwvz,hz Rsihfaudlqokwvze,sh Rsihfbaudlqokwvze,shz!",
        "SQRT": "sihfbaudqze",
        "SQRTPI": "sihfaudqze",
        "STANDARDIZE": "f,sf,sb sihf,sihf,s sihf,s,sb sihf,sihf,sb!",
        "STDEV": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "STDEV.P": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "STDEV.S": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "STDEVA": "Rsihfbaudlqokwvze",
        "STDEVP": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "STDEVPA": "Rsihfbaudlqokwvze",
        "STEYX": "Rsihfz,Rsihfz",
        "SUBSTITUTE": (
            "Asiaudlq,sau/Asau,sauq/Asauq Asiaudlq,sau/Asau,sauq/Asauq,s/As siaudlqz/Asiaudlq,sau,sauq "
            "siaudlqz/Asiaudlq,sau,sauq,s"
        ),
        "SUM": (
            "sihfbe/Rsihfaudlqokwvz/Asihfb,auqe/Ah sihfbauqe/Rsihfaudlqokwvz/Asihf "
            "sihfbe/Rsihfaudlqokwvz/Asihf,sihfbauqe/Rsihfaudlqokwvz/Asihf b/Rdk/Asi,sihfbauqe/Rsihfaudlqokwvze/Asihf "
            "sihfbde/Rsihfbaudlqokwvz/Asihfb,auqe auqe/Rze,si/Rk/Asb auqe,sihfbaudq/Rsihfbaudlqokwvz/Asihfb "
            "sihfbauqe/Rsihfaudlqokwvze/Asihfb,auqe/Re/Ah! sihfbaudqe/Rsihfbaudlqokwvze/Asihfb,auqe/Re! "
            "sihfbauqe/Rsihfaudlqokwvze/Asihf! auqe/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "SUMIF": (
            "Rsihfauqz,sihaudqowvz Rsihfauz,sihaudqowvz,Rsihfauqz Ra,sihaudqokwvz,Rihfuz Rsihfbauqz,ihauqz "
            "Rsihfbauz,ihauqwv,Rsihfauqz Rsihfbauz,ihaudqwv,Rfauz Rbu,ihauqkwv,Raq Rsihfbauz,ihauqowv,Rsu "
            "Rsihfbauz,sihauqwv,Rihauz Rsihfbauz,sihaudqwvz,Raz Rsihfaudqz,audqwvz Rsihfaudz,audqwvz,Rsihfauqz "
            "Rsibud,audqkwvz,Ra Rihauz,sihaudqokwvz,Rz Rsihfauqz,sihaudqowz,Rsihfauqz Rq,sihaudqokwvz "
            "Rq,sihaudqokwvz,Rhuq Rs,sihaudqokwvz,Rfa Ru,sihaudqokwvz,Rsauqz Ruz,sihaudqokwvz,Ruqz"
        ),
        "SUMIFS": (
            "Ra,Rsifauz,siauqokwvz Ra,Rsifaudz,auqkwvz Rau,Rsihfauqz,siauqowvz Rsihfauz,Rsihfauz,siauqowvz "
            "Rsihfauz,Rsihfaudz,auqwvz Rsihfauz,Rsihfauqz,siauqowz Rfaz,Ruz,siauqokwvz Rhauz,Ra,siauqokwvz "
            "Rha,Rad,auqkwvz Riha,Rd,auqkwvz Ru,Rfauq,siauqokwvz Rz,Rhauz,siauqokwvz many"
        ),
        "SUMPRODUCT": (
            "sihf/Ab,sihf/Rze/Ab sihf/Rsihfaudqze/Asihf sihf/Rsihfz/Asihf,sihf/Rsihfaudqze/Asihf "
            "sihf/Rsihfaudqz/Asihf,sihf/Rsihfaudqz/Asihf sihf/Rsihfbz/Asihf,s/Raudze s/Rudq,sihf/Rsihfbaudqz/Asihfb "
            "s/Re,s/Rsihfbze/Ashfb s/Rz,sihf/Rsihfbaudqze/Asihf sihf/Rsihfaudqze/Asihf,sihf/Rsihfaudqze/Asihf!"
        ),
        "SUMSQ": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Rie,Rsihfbaudlqokwvz "
            "Rie,Rsihfbaudlqokwvze!"
        ),
        "SUMX2MY2": "Rsihf,Rsihf",
        "SUMX2PY2": "Rsihf,Rsihf",
        "SUMXMY2": "Rsihf,Rsihf",
        "SWITCH": (
            "a,sihbau,sihbau ihbau,ihb,sihau shbauz,ih,sihbau shbau,sih,sibau hau,sihb,sihbau ihau,shb,sihbau "
            "shau,sihb,sihba au,sihba,sihbau au,sihbau,sihau az,ihau,sihbau auz,sihbau,u auz,sihau,ihau "
            "shba,sihau,sihbau! siha,shbau,sihbau!"
        ),
        "SYD": "f,h,i,b sf,s,s,b h,s,h,b i,i,si,b s,sh,s,b sihf,sihf,sihf,b!",
        "T": "sihfbaudlqz sihfbaudlqze!",
        "T.DIST": "shf,shf,sb",
        "T.DIST.2T": "sihf,s sih,sh",
        "T.DIST.RT": "sihf,s sih,sh",
        "T.INV": "sihf,s sih,sh",
        "TAN": "sihfbaudqze",
        "TANH": "sihfbaudqze",
        "TDIST": "shf,s,s",
        "TEXTJOIN": (
            "aulq,b,siaudqe/Rsiaudz aulq,b,siaude/Rsiaudz,siaude/Rsiaudz aq,b,de/Rqz,qe aulq,b,sibaudqe/Rsiaudqz,e "
            "aulq,b,e,sibaudqe/Rsiaudqz auq,b,siaudqe/Rsiaudz,iue/Raz ulq,b,e/Ri,siaude/Rsiaudqz "
            "lq,b,siaude/Rsiaudqz,sue/Rz lq,b,ie/Ru,siaudqe/Rsiaudz lq,b,siaudqe/Rsiaudz,ae/Rd "
            "q,b,siaudqe/Rsiaudqz,siaudqe/Rsiaudqz q,b,siaudqe/Rsiaudqz uq,b,siaude/Rsiaudqz,e/Rd "
            "uq,b,e/Rsiu,siaude/Rsiaudqz uq,b,ude,siaudqe/Rsiaudz uq,b,siaudqe/Rsiaudz,iude/Raz"
        ),
        "TEXT~0": "sifauqz",
        "TEXT~0%": "sihfauqz",
        "TEXT~00": "sifauqz",
        "TEXT~000": "sifauqz",
        "TEXT~0000": "sifauqz",
        "TEXT~@": "siauqz",
        "TEXT~General": "siauqz",
        "TEXT~[h]:mm": "ihe",
        "TEXT~d": "ihe",
        "TEXT~d/m": "ihe",
        "TEXT~d/m/yy": "ihe",
        "TEXT~d/m/yyyy": "ihe",
        "TEXT~dd": "ihe",
        "TEXT~dd/mm": "ihe",
        "TEXT~dd/mm/yy": "ihe",
        "TEXT~dd/mm/yyyy": "ihe",
        "TEXT~hh:mm": "ihe",
        "TEXT~m": "ihe",
        "TEXT~m/yyyy": "ihe",
        "TEXT~mm": "ihe",
        "TEXT~mm/yyyy": "ihe",
        "TEXT~yy": "ihe",
        "TEXT~yyyy": "ihe",
        "TIME": "siz,siz,siz z,s,sihz",
        "TRIM": "siaudlqze/Asiaudlq",
        "TRIMMEAN": (
            "Rsihfaudkv,sihfbaudqze Rsihfbaudlqokwvz,iauq Rsihfaudlqokwvze,sbz Rsihfaudlqokwvz,sihfbaudqz "
            "Rsihfbaudlqokwvze,sihaudqe! Rsihfaudlqokwvze,sihfbaudqze!"
        ),
        "TRUE": "()",
        "TRUNC": "sihfbaudqzeg auqe,sihfbaudqzeg sihbaudqzeg,shfbaudqzeg sihfbaudqzeg,shfbaudqze",
        "UNICHAR": "iauqe ifauqze!",
        "UNICODE": "sihfaudqze",
        "UPPER": "siaudlqze/Asiaudlq",
        "VALUE": "sihfaudqze/Aauq sihfbaudqze/Asihfbaudq!",
        "VAR": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "VAR.P": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "VAR.S": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "VARA": "Rsihfbaudlqokwvze",
        "VARP": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "VARPA": "Rsihfbaudlqokwvze",
        "VLOOKUP~0": (
            "sihfauqw,Rsihfbaudlqokwvze,s sihfbauqw,Rsihfbaudlqokwve,s sihfaudqw,Rshfbudlqokwvze,s "
            "sihfbauqwe,Rsfaulwve,s sihfbauqwz,Rihfaudlqokwve,s sihfaudqwe,Rsihfbaudlqokwvze,s!"
        ),
        "VLOOKUP~1": "sihfg,Rsihfg,s",
        "WEEKDAY": "ihe ihe,sihfbaudqze",
        "WEEKNUM": "ihe",
        "WEIBULL": "hf,shf,shf,sb shf,sf,shf,sb shf,shf,hf,sb shf,shf,shf,b shf,shf,shf,sb!",
        "WEIBULL.DIST": "shf,sihf,sihf,b sihf,shf,sihf,b sihf,sihf,ihf,b sihf,sihf,sihf,b!",
        "WORKDAY": "ih,sih ih,sih,Riz",
        "WORKDAY.INTL": "i,si i,si,s i,si,s,Riz",
        "XOR": (
            "sihfbaudqe/Rsihfbaudlqokwvze sihfb/Rsihfbaudlqokwvz,sihfbe/Rsihfbaudlqokwvze "
            "sihfbe/Rsihfbaudlqokwvze,sihfb/Rsihfbaudlqokwvz Rk,sihfbqe/Rsihfbaudlqokwvze Rq,sihfbae/Rsihfbaudlqokwvze "
            "a,audqe/Rae audq,audqe/Re e/Re,sihfbaudqe/Rsihfbaudlqokwvze!"
        ),
        "YEAR": "ihe/Aih",
        "YEARFRAC": "ih,i,s i,h i,ih,s ih,ih,s!",
        "^": (
            "u/Aauq,sihfauqe/Asihfbaudq u/Abuq,ihfaudqe/Aihfaudq auq/Aihfd,sihfbaudq/Aihbaudq "
            "u/Af,sihfbaudqze/Asihbaudq auq/Aih,sihfbaudqz/Asihfbaudq auq/Asihuq,sihfaudq/Asihfbaudq "
            "bu,sihfauqze/Aihfu ud,sihfbaudqe/Aihfud ue,sihfbaudqze/Aifq ihfu,sfbaudqze/Asfbaudq "
            "hu,sifbaudqze/Asfbaudq iu,shfbaudqze/Asihfbaudq siu,hfbaudqe/Asihfbaud uz/Abauq,ihfauqe/Aihfauq "
            "baudqze/Asihbauq,sihfbaudqze/Asihfbaudq! baudqze/Asihfbaudq,sihfbaudqze/Asihbaudq! "
            "sibaudqze/Asihbauq,shfbaudqze/Asihfbaudq!"
        ),
        "neg": "sihfbaudqz/Asihfbaudq",
        "pos": "sihfbaudqz/Asihfbaudq",
    },
    "formualizer": {
        "%": "sihfbaudqze/Asihfbaudq",
        "&": "siaudlqokwvze,siaudlqokwvze sibaudlqokwvze,e e,sibaudlqokwvze",
        "*": (
            "sihfbdqz/Asihfbaudq,sihfbaudqze/Asihfbaudq sihfbaudqz/Asihfbaudq,sihfbaudqz/Asihfbaudq "
            "sihfbdqze/Asihfbaudq,sihfbaudqze/Asihfbd sihfbaudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq!"
        ),
        "+": (
            "sihfbudz/Asihfbaudq,sihfbaudqze/Asihfbaudq sihfbaudqz/Asihfbaudq,sihfbaudqz/Asihfbaudq "
            "sihfbudze/Asihfbaudq,sihfbaudqze/Asihfbd sihfbaudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq!"
        ),
        "-": (
            "sihfbadze/Asihfbaudq,sihfbaudqze/Asihfbaudq sihfbaudqze/Asihfbaudq,sihfbaudqz/Asihfbaudq "
            "sihfbaudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq!"
        ),
        "/": (
            "sihfbadqz/Asihfbaudq,sihfbaudqze/Asihfbaudq sihfbadqze/Asihfbaudq,sihfbaudqze/Asihfaudq "
            "sihfbaudqz/Asihfbaudq,sihfbaudqz/Asihfbaudq sihfbaudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq!"
        ),
        "<": (
            "adqze/Aadq,sihfadqzeg/Asihfadqg sihfbaudqzeg/Asihfbaudqg,ze fze/Af,siaudqzeg/Asiaudqg "
            "sihzeg/Asihg,faudqze/Afaudq sihze/Asih,sihfaudqze/Asihfaudq audqze/Aaudq,sihfzeg/Asihfg bze,bze "
            "ze,sihfbaudqzeg/Asihfbaudqg"
        ),
        "<=": (
            "adqze/Aadq,sihfadqzeg/Asihfadqg sihfbaudqzeg/Asihfbaudqg,ze fze/Af,sihaudqzeg/Asihaudqg "
            "sizeg/Asig,faudqze/Afaudq sihfze/Asihf,sihaudqze/Asihaudq audqze/Aaudq,sihfzeg/Asihfg bze,bze "
            "ze,sihfbaudqzeg/Asihfbaudqg"
        ),
        "<>": (
            "adlqze/Aadlqz,sihfaudlqzeg/Asihfaudlqzg adlqze/Ablqz,ihfbaudlqzeg/Aihbulqzg "
            "fadlqze/Aflqz,siaudlqzeg/Asibaudlqzg iadlqzeg/Alqzg,fbaudlqze/Afbaudlqz "
            "ihadlqze/Ahlqz,sihaudlqze/Asihbaudlqz siadlqze/Asiadlqz,sihfaudlqze/Asihfaudlqz "
            "audlqze/Aulqz,sihfbadlqzeg/Asihfadlqzg badlqze/Ablqz,ihfbaudlqzeg/Ahblz "
            "fadlqze/Alqz,sibaudlqzeg/Asibaudlqzg ihadlqze/Alqz,sihbaudlqze/Asihbaudlqz "
            "siadlqze/Alqz,sihfbaudlqze/Asihfaudlqz audlqze/Alqz,sihfbadlqzeg/Asihfbadlqzg"
        ),
        "=": (
            "adlqze/Aadlz,sihfaudlqzeg/Asihfbaudlqzg adlqze/Ablz,ihfbaudlqzeg/Aihfbaulz "
            "fadlqze/Aflqz,sibaudlqzeg/Asiaudlqzg iadlqzeg/Alzg,fbaudlqze/Afbaudlqz "
            "ihadlqze/Ahlz,sihbaudlqze/Asihbaudlqz iadlqze/Aiadlz,sihfaudlqze/Asihfbaudlqz "
            "adlqze/Alqz,sihfbaudlqzeg/Asihfaudlqzg siadlqze/Asiadlqz,sihfaudlqze/Asihfaudlqz "
            "audlqze/Aaudlz,sihfadlqzeg/Asihfbadlqzg badlqze/Alz,ihfbaudlqzeg/Aihblqz "
            "fadlqze/Alz,sibaudlqzeg/Asibaudlqzg audlqze/Alz,sihfbadlqzeg/Asihfbadlqzg"
        ),
        ">": (
            "adqze/Aadq,sihfadqzeg/Asihfadqg sihfbaudqzeg/Asihfbaudqg,ze fze/Af,sihaudqzeg/Asihaudqg "
            "sizeg/Asig,faudqze/Afaudq sihfze/Asihf,sihaudqze/Asihaudq audqze/Aaudq,sihfzeg/Asihfg bze,bze "
            "ze,sihfbaudqzeg/Asihfbaudqg"
        ),
        ">=": (
            "adqze/Aadq,sihfadqzeg/Asihfadqg sihfbaudqzeg/Asihfbaudqg,ze fze/Af,siaudqzeg/Asiaudqg "
            "sihzeg/Asihg,faudqze/Afaudq sihze/Asih,sihfaudqze/Asihfaudq audqze/Aaudq,sihfzeg/Asihfg bze,bze "
            "ze,sihfbaudqzeg/Asihfbaudqg"
        ),
        "ABS": "sihfbaudqze/Aauq sihfbaudqze/Asihfbaudq!",
        "ACOS": "sihfbaudqze",
        "ACOSH": "sihfbaudqze",
        "ACOT": "sihfbaudqze",
        "ACOTH": "sihfbaudqze",
        "ADDRESS": "s,s s,s,s s,s,s,b s,s,s,b,b!",
        "AND": (
            "sihfb/Rsihfbaudlqokwvz/Asihfb,audqe/Re sihfbaudqe/Rsihfbaudlqokwvze/Asihf "
            "sihfb/Rsihfbaudlqokwvz/Asihf,sihfbaudqe/Rsihfbaudlqokwvze/Asihf Rb,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb "
            "audqe/Rbe,sihfba/Rsihfbaudlqokwvz/Asihfb audq/Rb,sihfbaudq/Rsihfbaudlqokwvz/Asihfb "
            "d/Rb,sihfbaudqe/Rsihfbaudlqokwvz/Asihfb audqe/Rb,sihfbau/Rsihfbaudlqokwvz/Asihfb "
            "q/Rb,sihfbaudq/Rsihfbaudlqokwvze/Asihfb audqe/Rbe,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "ARABIC": "sihfbaudqze",
        "ASIN": "sihfbaudqze",
        "ASINH": "sihfbaudqze",
        "ATAN": "sihfbaudqze",
        "ATAN2": (
            "ihfauqe,sihfbaudqze sihfbaudqze,ihfaudqe ihfaudqe,sihfaudqe sihfauqe,ihfaudqze sihfbaudqze,sihfbaudqze!"
        ),
        "ATANH": "sihfbaudqze",
        "AVEDEV": "Rsihfaudlqokwvze",
        "AVERAGE": (
            "auqe/Ab,auqe/Re sihfbauqe/Rsihfaudlqokwvze/Asihf "
            "sihfbe/Rsihfaudlqokwvz/Asihf,sihfbe/Rsihfaudlqokwvze/Asihf sihfbaudqe/Rsihfbaudlqokwvz/Asihfb,e/Re "
            "e/Re,sihfb/Rsihfbaudlqokwvz/Asihfb auqe,auqe/Re/Ab e,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb ue,auqe/Roe/Ab "
            "sihfbauqe/Rsihfaudlqokwvze/Asihfb! auqe/Re/Ab,auqe/Re/Ab! e/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "AVERAGEA": "Rsihfbaudlqokwvze",
        "AVERAGEIF": (
            "Rsihfauqz,siauqokwvz Rsihfauqz,siauqokwvz,Rsihfz Rsihfaudqz,auqkwvz Rsihfaudqz,auqkwv,Rsihfz "
            "Rsihfaudqz,auqkwvz,Rs"
        ),
        "AVERAGEIFS": (
            "Rshfauz,Rsihfauqz,siauqokwvz Rshfauz,Rsihfaudqz,auqkwv Rsihfauz,Rsihfaqz,siauqokwvz "
            "Rsihfauz,Rsihfadqz,auqkwv Rsihfauz,Rsihfauqz,siauqokvz Rsuz,Rsihfaudqz,auqkwvz many "
            "Rsihfauz,Rsihfauqz,siauqokwvz!"
        ),
        "BASE": "si,s si,s,s",
        "BETADIST": "f,sf,sf f,sh,sh h,f,sh hf,hf,s hf,s,f hf,shf,shf!",
        "BIN2DEC": "siaudqe siaudqze!",
        "BINOM.DIST": "sihf,sihf,ihf,b sif,sih,sihf,b sih,shf,sihf,b sihf,sihf,sihf,b!",
        "BINOM.INV": "s,hf,hf",
        "BINOMDIST": "f,s,sf,b shf,s,h,s sh,s,hf,sb s,s,shf,s shf,s,s,sb!",
        "BITAND": "siz,s sz,sz shz,shz! sihz,sh!",
        "BITOR": "siz,s sz,sz shz,shz! sihz,sh!",
        "BITXOR": "siz,s sz,sz shz,shz! sihz,sh!",
        "CEILING": (
            "ae,sihfbaudqzeg badze,siauqe ade,sihfaudqe faze,shauqeg azeg,ifauqeg sihfbadzeg,auqe iazeg,fauqeg "
            "auqe,sihfbaudqzg sade,ifaudqe baudqze,sibauqze! fauqze,shbauqzeg! auqzeg,ifbauqzeg! sihfbaudqzeg,bauqze! "
            "auqze,sihfbaudqzeg!"
        ),
        "CEILING.MATH": "sihf sihf,ihf sih,sihf sihf,sihf,sb!",
        "CEILING.PRECISE": "sihfz sihfz,siz sihz,sihz",
        "CHAR": "iauqe ifauqze!",
        "CHIDIST": "sih,h i,sh sihf,s!",
        "CHIINV": "sihf,s sih,sh",
        "CHISQ.DIST": "sf,shf,sb shf,sf,sb shf,shf,s",
        "CHISQ.DIST.RT": "sihf,s sih,sh",
        "CHISQ.INV": "ihf,s ih,sh sih,h sih,sh!",
        "CHISQ.INV.RT": "ihf,s ih,sh sih,h sih,sh!",
        "CHOOSE": "s,sihfbaudlqze s,sihfbaudlqze,sihfbaudlqze",
        "CLEAN": "siaudlqze",
        "CODE": "sihfade sihfadqze!",
        "COMBIN": "shz,sz sihz,s z,shz",
        "COMBINA": "sh,z i,s",
        "CONCAT": (
            "sibaudqe/Rsibaudlqokwvze/Asib,e/Re siaudqe/Rsiaudlqokwvze/Asi "
            "siaudqe/Rsiaudlqokwvze/Asi,siaudqe/Rsiaudlqokwvze/Asi e/Re,sibaudqe/Rsibaudlqokwvze/Asib"
        ),
        "CONCATENATE": "siaudlqze siaudlqze,siaudlqze sibaudlqze,e e,sibaudlqze",
        "CONFIDENCE": "hf,shf,si",
        "CONFIDENCE.NORM": "hf,shf,si",
        "CORREL": "Rsihfz,Rsihfz",
        "COS": "sihfbaudqze",
        "COSH": "shfbaudqze sihfbaudqze!",
        "COT": "sihfbaudqze",
        "COTH": "sfbaudqze sihfbaudqze!",
        "COUNT": (
            "sihfbaudq/Rsihfaudlqokwvze/Asihf sihfbaudq/Rsihfaudlqokwvze/Asihf,sihfbaudq/Rsihfaudlqokwvze/Asihf "
            "sihfbaudqe/Rsihfbaudlqokwvze/Asihfb,e! sihfbaudqe/Rsihfaudlqokwvze/Asihf! "
            "e,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "COUNTA": "sihfbaudqe/Rsihfbaudlqokwvze sihfbaudqe/Rsihfbaudlqokwvze,sihfbaudqe/Rsihfbaudlqokwvze",
        "COUNTBLANK": "Rsihfbaudlqokwvze",
        "COUNTIF": (
            "Ralz,sihfbaudlqokwvz Rbalowz,ihfbauqkwv Rsihfadlqokwvz,audqkwv Rsihfalqokwvz,sihfaudqokwvz "
            "Ralqz,sihfaudlqokwvz Raulqz,sihfaudlqokvz"
        ),
        "COUNTIFS": "Rialwz,sihfbaudqokwvz Ribalwz,ihfbauqkwv Riadlwz,baudqkwv Rsihfaulqokwvz,sihfaudqokwvz many",
        "COVAR": "Rsihfz,Rsihfz",
        "COVARIANCE.P": "Rsihfz,Rsihfz",
        "COVARIANCE.S": "Rsihfz,Rsihfz",
        "CRITBINOM": "s,hf,hf",
        "CSC": "sihfbaudqze",
        "CSCH": "sihfbaudqze",
        "CUMIPMT": "hf,s,ih,s,s,s",
        "CUMPRINC": "hf,s,ih,s,s,s",
        "DATE": "i,h,iz i,sihz,z i,s,sz",
        "DATEDIF~d": "ih,h i,ih ih,ih!",
        "DATEDIF~m": "ih,h i,ih ih,ih!",
        "DATEDIF~y": "ih,h i,ih ih,ih!",
        "DAY": "ihe ihe/Aih!",
        "DAYS": "e,ihe ihe,e ie,ie",
        "DAYS360": "i,i i,i,sb",
        "DB": "sh,h,s,s ih,sih,s,s,s i,sih,s,s,sh i,si,s,s sih,h,s,s,s si,si,s,s,h",
        "DDB": "h,ih,s,s sih,sh,s,s,sh ih,sih,s,s,s si,sh,s,s s,sih,s,s,h",
        "DEC2BIN": "sihfz sihfz,s",
        "DEC2HEX": "ihfz,s siz sihfz,s!",
        "DEC2OCT": "sihfz sihfz,s",
        "DECIMAL": "sih,siz si,sihz siz,ihz siz,sihz!",
        "DEGREES": "sihfbaudqze",
        "DELTA": "sihz,sihz",
        "DEVSQ": "Rsihfaudlqokwvze",
        "DOLLARDE": "sih,h si,sh",
        "DOLLARFR": "sihf,s sih,sh",
        "EDATE": "ih,sz",
        "EFFECT": "h,shz ih,sz sh,hz sihz,z sihz,shz! z,sihz!",
        "EOMONTH": "ih,sz",
        "ERF": "sihfz sihfz,s sih,sh",
        "ERF.PRECISE": "sihfaudqze",
        "ERFC": "sihfaudqze",
        "ERFC.PRECISE": "sihfaudqze",
        "ERROR.TYPE": "sihfbaudqzen",
        "EVEN": "sihfbaudqzeg",
        "EXACT": (
            "iau/Aa,sibudlqze/Asibudlq iu/Ab,siaudlqze/Asiaudlq siud/Asd,iaulqze/Abaulq iu/Ai,sbaudlqze/Asbaudlq "
            "iu/Al,sibaudqze/Asibaudlq iuqz/Aq,sibaudle/Asibaudl iu/As,ibaudlqze/Aibaudlq iu/Au,sibadlqze/Asibadlq "
            "iau,sibaudlqze/Asibudlq ibu,sibaulqze/Asiaulq siud,sibaudlqze/Abaulq iue,sibaudlqz/Asibaudlq "
            "iul,sibaudlqze/Asibaudq iuqz,sibaudlqze/Asibaudl siu,sibaudlqze/Aibaulq iue,sibaudlqze/Asibaudlq!"
        ),
        "EXP": "sihfbaudqze",
        "EXPON.DIST": "f,shf,sb f,sihf,b sih,sihf,s h,sih,sb i,sif,sb sihf,sihf,sb!",
        "EXPONDIST": "shf,shf,sb",
        "F.DIST": "shf,s,sf,sb h,s,shf,s s,s,shf,b",
        "F.DIST.RT": "hf,hf,hf hf,h,shf f,sh,sf h,hf,shf h,shf,s s,sf,shf sf,shf,f",
        "FACT": "sihbaudqze",
        "FACTDOUBLE": "sfaudqze",
        "FALSE": "()",
        "FDIST": "shf,shf,shf",
        "FIND": (
            "aw/Aau,sihaudlqwze/Asihaudlq Asiau,sihaudlqwze/Asihaudlq,s/As aw/Aaud,sihaulqwze/Aihaudlq "
            "Asiaud,sihaudqwze/Aihaudlq,s/As Asiaud,sihaudlqwze/Asihaudlq,As aw/Aiau,shaudlqwze/Asihaudlq "
            "siaudqwz/Asiaudq,e Asiaudq,e,s/As iaw/Asaud,iauqwze/Aiauq siaudw/Asiau,sihaudlqwze,s "
            "siadw/Aau,sihaudlqwze/Asauq awe/Aau,sihaudlwz/Asihaudl siaudwe/Asiau,sihaulqwze,s "
            "iaw/Aau,sihaudlqwze/Asihaudq siaudqwze/Asiaudq,e,s siaw/Aau,sihaudlqwze/Ashauq "
            "auw/Aau,sihaudlqwze/Asihadlq siaudwze/Asiaud,he,s awe/Aau,sihaudlqwze/Asihaudlq! "
            "siaudwe/Asiau,sihaudlqwze,s!"
        ),
        "FISHER": "sihfbaudqze",
        "FISHERINV": "sfbaudqze sihfbaudqze!",
        "FLOOR": (
            "faue,sihfbaudqzeg fbaudze,sihfauqeg faude,sihfbauqzeg faueg,audqzeg hfaude,ibauqzeg ifaue,fbaudqze "
            "fauqe,sihfbaudqzg sfaue,ifaudqze fauze,sihfaudqeg fbauqze,sihfbaudqzeg! sfbauqze,ifbaudqze!"
        ),
        "FLOOR.MATH": "sihf f,sihf ihf,sih sihf,ih sihf,sihf,sb!",
        "FLOOR.PRECISE": "sihfz sihfz,sihz",
        "FORECAST": "sihf,Rsihf,Rsihf",
        "FORECAST.LINEAR": "sihf,Rsihf,Rsihf",
        "FV": (
            "f,si,f,hf f,si,sih f,si,h,shf,s f,i,sih,i,h f,si,if,f f,si,i,s,i f,si,s,sh f,si,s,i,sih shf,s,sihf "
            "shf,s,sihf,sihf,si shf,s,sihf,sihf sf,s,f,s,sih shf,s,h,f,sih sf,s,h,s,sif f,s,i,h,sih f,s,i,i,sif "
            "sh,si,f,sf,s h,si,if,s h,si,h,if,s h,si,h,h h,si,h,i,si h,i,i,h,ih h,i,i,ih,h hf,i,si,i,h h,si,s,s,i "
            "h,s,hf,if,sih sh,s,h,sif,sih h,s,ihf,f,sih h,s,s,s,sihf s,i,sf,h,h sh,si,f,s s,si,f,s,si s,si,ih,f "
            "s,si,hf,s,i s,si,i,si,h sf,si,s s,si,s,i s,s,f,i,sihf s,s,ih,sif,sih s,s,s,ih,sih shf,si,sihf! "
            "sf,i,sihf,shf,sih! shf,si,sihf,sihf! shf,si,sihf,sihf,si! f,i,sif,s,sihf! f,i,ih,f,sihf! f,i,s,sih,sihf! "
            "sh,i,ihf,ihf,sih! sh,i,f,i,sihf! h,i,h,s,sihf! sh,i,i,hf,sihf! h,i,si,shf,sif! h,i,si,h,sihf! "
            "s,i,if,sif,sihf! s,i,ih,ih,sihf! s,i,sihf,sihf,sih!"
        ),
        "GAMMA": "sihbaudqze sihfbaudqze!",
        "GAMMALN": "sihfbaudqze",
        "GAMMALN.PRECISE": "sihfbaudqze",
        "GAUSS": "ihbaudqze",
        "GCD": (
            "iuq/Rhaw,auqe/Re sihfudq/Rsihadlw,auq/Re sihaudq/Re auq/Re,sihfd/Rsihfaudlqokwv auq/Rf,fauq/Rif "
            "iauq/Rhauqokwv,auqe sihfudq,sihfaudq/Re auqe,sihfau/Rkv sihaudqe/Rsihaudqokwve! "
            "iaudqe/Rhauqokwve,sihfaudqe/Rsihfaudlqokwve! sihaudqe/Rhaudqokwve,auqe/Rsihfaulqokwve! "
            "sihaudqe/Rhfauqokwve,sihfaudqe/Rsifaulqokwve! sihaudqe/Rsihauqokwve,sihfaudqe/Rsihfauqokwve! "
            "ifaudqe/Rshaulqokwve,shaudqe/Riaudqokwve! ifaudqe/Rshauqokwve,sihfaudqe/Rsihaudqokwve!"
        ),
        "GEOMEAN": (
            "Rihfaudlqokwvze Rihaudlqokwvz,Rihfaudlqokwvze Rihfaudlqokwvze,Rhfaudlqokwvz Rihfaudlqokwvz,Rihfaudlqokwvz "
            "Rsihaudlqokwvz,Rze Ru,Rsihfaudlqokwvze Rsihfaudlqokwvze,Rsihfaudlqokwvze! Rsihfbaudlqokwvze,Re! "
            "Rke,Rsihfbaudlqokwvze! Rsihfaudlqokwvze!"
        ),
        "GESTEP": "sihz,sihz",
        "HARMEAN": "Rsihfaudlqokwvze",
        "HEX2DEC": "siaudqe siaudqze!",
        "HLOOKUP~0": (
            "sihfbauqwe,Rsihfbaudlqokwvze,s sihfbaudqwe,Rihfbaudlqokwvze,s sihfbauqwze,Rsihfbaudlokwvze,s "
            "sihfbaudqwze,Rsihfbaudlqokwvze,s!"
        ),
        "HLOOKUP~1": "shfg,Rsihf,s hg,Rsihfg,s ihg,Rshfg,s",
        "HOUR": "bauqzeg sihfbaudqzeg!",
        "HYPERLINK": "au au,audlqe",
        "IF": "sihfbqze,sihfbaudlqze- sihfbqze,sihfbaudlqze-,sihfbaudlqze- qe,sihfbaudlqze-/Asihfbaudlq",
        "IFERROR": "sihaudlqz,sihfbaudlqze/Asihfbaudlq sihfbaudlqze,sihfbaudlqze",
        "IFNA": "sihfbaudlqzen,sihfbaudlqzen",
        "IFS": "sbze,sihfbaudlqze many",
        "INDEX~1": "Rsihfbaudlqokwvze,s",
        "INDEX~2": "Rsihfbaudlqokwvze,s,s",
        "INT": "sihfbaudqze/Aauq sihfbaudqze/Asihfbaudqg!",
        "INTERCEPT": "Rsihfz,Rsihfz",
        "IPMT": (
            "hf,s,s,ihf f,s,s,ihf,siz hf,s,s,if,i,s hf,s,s,ih,z,s hf,s,s,i,siz,s hf,s,s,if,siz h,s,s,if,si,s "
            "hf,s,s,ihf,sz h,s,s,ih,sz,s"
        ),
        "IRR": "Rshf! Rsihf,h!",
        "ISBLANK": "sihfbaudlqze/Asihfbaudlq",
        "ISERR": "sihfbaudlqzen",
        "ISERROR": "sihfbaudlqze/Asihfbaudlq",
        "ISEVEN": "sihfaudqz sihfaudqze!",
        "ISLOGICAL": "sihfbaudqze",
        "ISNA": "sihfbaudlqzen",
        "ISNONTEXT": "sihfbaudlqze",
        "ISNUMBER": "sihfaudlqze",
        "ISO.CEILING": "sihfz sihfz,sihz",
        "ISODD": "sihfaudqz sihfaudqze!",
        "ISOWEEKNUM": "ihe",
        "ISPMT": "hf,s,s,sihf hf,s,s,sihf,sihf",
        "ISTEXT": "sihfbaudlqze/Asihfb",
        "KURT": "Rsihfaudlqokwvze Rsihfbaudlqokwvze!",
        "LARGE": "Rsihfaudlqokwvz,shz Rsihfbaudlqokwvz,hz Rsihfbaudlqokwvze,z Rsihfbaudlqokwvze,shz!",
        "LCM": (
            "sauq/Rfauqokwv,auqe sihfad/Rsihdl,auq/Re sihaudq/Re auq/Re,sihf/Rsihaudlqokwv a,sihfaudqe/Rsihfaudlqokwve "
            "sihad,sihaudq/Re auqe,suq/Rk sihfad,sauq/Re siha,sihfaudq/Re auq,sihfaudqe/Rsihfaudlqokwv "
            "sihaudqe/Rsihaudlqokwve! shauqe/Rauqokwve,sihfaudqe/Rsihfaudlqokwve! "
            "shauqe/Raudqokwve,sihfauqe/Rsfaudlqokwve! shaudqe/Rsfauqokwve,ihaudqe/Rshfaudqokwve! "
            "shauqe/Rshauqokwve,sihfaudqe/Rsihaudqokwve! sihaudqe/Rsihauqokwve,sihaudqe/Rsihauqokwve! "
            "sihauqe/Raudlqokwve,sifauqe/Rsaulqokwve! shaudqe/Rauqokwve,sihaudqe/Rsihfaudlqokwve! "
            "shfaudqe/Rauqokwve,sauqe/Rsihaudlqokwve!"
        ),
        "LEFT": (
            "siaudlqwze/Asibaudl sibaudlqwze/Asibaudlq,z idze/Ab,hz/Ad siaudlqwze/Aq,dz siaudlqwze,shdz ze,shdz/Ashd "
            "qze,shdz/Ash"
        ),
        "LEN": "siaudlqze",
        "LN": "sihfbaudqze",
        "LOG": "sihfbaudqze sihfbaudqze,sihfbaudqz sihfbdqze,sihfbaudqze sihfbaudqze,sihfbaudqze!",
        "LOG10": "sihfbaudqze",
        "LOGINV": "hf,shf,shf",
        "LOGNORM.DIST": (
            "hf,sf,hf,b hf,hf,h,sb hf,f,sh,s hf,sh,sh,b shf,s,f,sb h,shf,shf,sb sh,sf,f,s sh,sf,s,b sh,sh,sh,s "
            "sh,s,shf,sb shf,shf,shf,sb!"
        ),
        "LOGNORM.INV": "hf,sf,shf hf,shf,sf h,shf,shf hf,shf,shf!",
        "LOGNORMDIST": "f,shf,shf hf,f,shf hf,hf,sh hf,shf,s shf,f,sf shf,h,sh sf,s,hf shf,shf,shf!",
        "LOOKUP": "sihfg,Rsihfg sihfg,Rsihfg,Rsihfaudlqokwvzeg",
        "LOWER": "siadlqze",
        "MATCH~0": (
            "ihfauq,Rsihfbaudlqokwvze ihfbauq,Rihbalqkwvze ihfaudqw,Rihfbudlqwvz ihfauqe,Rshfbauqvze "
            "sihfauq,Rsihfaudlqokwvze ihfauqw,Rsihfbaudlqokwvz ihfauqz,Rihfbaudlokwvze sihfbaudqwe,Rsihfbaudlqokwvze! "
            "sihfbaudqwze,Rihfbaudlqokwvze!"
        ),
        "MATCH~1": "sihfg,Rsihfg",
        "MAX": (
            "sihfbe/Rsihfaudlqokwvz/Asihfb,sibe/Rsihaze/Asihf sihfbe/Rsihfaudlqokwvze/Asihf "
            "ie/Rsih/Asihf,sihfbe/Rsihfbaudlqokwvze/Asihfb sihfbe/Rsihfaudlqokwvz/Asihf,sihfbe/Rsihfaudlqokwvze/Asihf "
            "sihfbe/Rsihfbaudlqokwvz/Asihfb,ie/Rsihe/Asihf ie/Rsihe/Asihf,sihfb/Rsihfbaudlqokwvz/Asihfb "
            "ie/Rsihfuv/Asihf,sihfbe/Rsihfaudlqokwvze/Asihfb sihfbaudqe/Rsihfbaudlqokwvz/Asihfb,e/Re "
            "e,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb e/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "MAXA": "Rsihfaudlqokwvze",
        "MAXIFS": (
            "Rshauz,Rsihfauqz,siauqokwvz Rau,Rsihfaudqz,auqkwvz Rsihfauz,Rsihfaqz,siauqokwvz Rsihfauz,Rsihfadqz,auqkwv "
            "Rsihfauz,Rsihfauqz,siauqokvz many"
        ),
        "MEDIAN": (
            "sihfbauqe/Rsihfaudlqokwvze sihfb/Rsihfaudlqokwvz,sihfbe/Rsihfaudlqokwvze sihfb/Rsihfbaudlqokwvz,e/Re "
            "e/Re,sihfbaudq/Rsihfbaudlqokwvze Rv,sihfbue/Rsihfaudlqokwvze a,auqe/Rb sihfbaudq/Rsihfbaudlqokwvz,e "
            "q,auqe/Rl auq,auqe e/Re,sihfbaudqe/Rsihfbaudlqokwvze! ae/Re,auqe/Rbe! sihfbaudqe/Rsihfbaudlqokwvze,e/Re!"
        ),
        "MID": (
            "Aauq,hz,shz/Ash Asauq,shz,z/As sibaudlqwze/Asblq,shz,hz Abq,sz,shz/As Asibaudlq,z,shz/Ash Ad,sz/As,h "
            "Aiaudq,hz,sz/Ah Adq,sz,hz/Ah Aiauq,hz,shz/Ah Asibauq,sz,z/As Al,hz/Ah,As Alq,shz/As,z Asaulq,hz,shz/As "
            "As,shz/Ah,h Asu,hz/Ah,h siaudlqwze/Aq,shz,shz sibaudlqwze/Asiaulq,hz,shz"
        ),
        "MIN": (
            "sihfbe/Rsihfaudlqokwvze/Asihfb e/Ab,e/Rve/Afb sihfbe/Rsihfaudlqokwvz/Asihf,sihfbe/Rsihfaudlqokwvze/Asihf "
            "sihfbaudqe/Rsihfbaudlqokwvz/Asihfb,e/Re e/Re,sihfb/Rsihfbaudlqokwvz/Asihfb "
            "e,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb e/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "MINA": "Rsihfaudlqokwvze",
        "MINIFS": (
            "Rifauz,Rsihfauqz,siauqokwvz Rauz,Rsihfaudqz,auqkwvz Rifauz,Rsihfaudqz,auqkwv Rsihfauz,Rsihfaqz,siauqokwvz "
            "Rsihfauz,Rsihfadqz,auqkwv Rsihfauz,Rsihfauqz,siauqokvz many"
        ),
        "MINUTE": "bauqzeg sihfbaudqzeg!",
        "MIRR": "Rsihf,h,h",
        "MOD": (
            "auq/Aauq,sihfbaudqzg/Asihfbaudqg sihfbadzg/Asihfbudg,auqze/Abauq sihfbadzg/Aud,bauqze/Abauq "
            "fbaz/Au,sihfbaudqzeg/Abauq fbadz/Au,sihbaudqzeg/Abauq auqe/Aauq,sihfbdqg/Asihfbdqg "
            "fbadzg/Au,ibaudqzeg/Abauq shfbaz/Au,sifbaudqze/Abauq iaz/Au,sibaudqze/Asbauq "
            "fbauqze/Asihfbaudqg,sihfbaudqzeg/Asihfbaudqg! fbaudqze/Asihfbaudqg,sihbaudqzeg/Asihfbaudqg! "
            "fbaudqzeg/Asihfbaudqg,ibaudqzeg/Asihfbaudqg! shfbauqze/Asihfbaudqg,sifbaudqze/Asihfbaudqg! "
            "sihfbaudqze/Asihfbaudqg,sibaudqze/Asihfbaudqg!"
        ),
        "MODE": "Re Rsihbaudlqokwvze!",
        "MODE.SNGL": "Re Rsihbaudlqokwvze!",
        "MONTH": "ihe ihe/Aih!",
        "MROUND": (
            "az,sihfaudqzeg adz,sfaudqzeg auqze,sihfdzg sihfadzg,auqze azg,ihauqzeg hazg,iauqzeg sihazg,iauqze "
            "auqz,sihfaudqzg sihfaudqze,sihfaudqzeg! sihfaudqzeg,ihfaudqzeg!"
        ),
        "MULTINOMIAL": "Rs Rshfauqe!",
        "N": "sihfbaudqze",
        "NA": "()",
        "NETWORKDAYS": "ih,ih ih,ih,Riz",
        "NETWORKDAYS.INTL": "i,i i,i,s i,i,s,Riz",
        "NOMINAL": "sihz,sihz",
        "NORM.DIST": "sihf,sihf,sihf,b",
        "NORM.INV": "hf,shf,shf",
        "NORM.S.DIST": "sihfz,sb sih,shb",
        "NORM.S.INV": "sihfbaudqze",
        "NORMDIST": "shf,shf,shf,sb",
        "NORMINV": "hf,shf,shf",
        "NORMSDIST": "auq auqe!",
        "NORMSINV": "sibaudqz sibaudqze!",
        "NOT": "sihfbauqze sihfbaudqze/Asihfbaudq!",
        "NPER": (
            "f,ihf,sihf f,ihf,sihf,siz f,ihf,sihf,iz,sz f,ihf,sihf,siz,s f,ihf,sih,siz,sz f,ih,sihf,siz,sz hf,hf,sihf "
            "hf,f,sihf,siz h,hf,sif,si,sz hf,f,sihf,siz,s hf,f,sih,sz,sz hf,hf,ihf,iz hf,h,sf,siz,sz hf,h,sihf,i,sz "
            "hf,hf,ih,siz hf,hf,shf,siz,s hf,h,sif,siz,z hf,hf,sih,sz hf,ihf,hf hf,if,sf,si hf,i,ihf,iz,z "
            "hf,if,sihf,sz,s hf,ihf,h,iz hf,i,ih,siz,sz hf,ihf,i,sz hf,i,sih,si,z h,ihf,sihf,siz,sz! hf,ihf,sihf,siz! "
            "hf,ihf,sihf!"
        ),
        "NPV": "hf,Rsihfz hf,Rsihfz,Rsihfz",
        "OCT2DEC": "siaudqe siaudqze!",
        "ODD": "sihfbaudqzeg",
        "OR": (
            "sihfb/Rsihfbaudlqokwvz/Asihfb,sihfaudqe/Rsihfbadoe/Asihf sihfbaudqe/Rsihfbaudlqokwvze/Asihf "
            "sihfb/Rsihfbl/Asihf,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb "
            "sihfb/Rsihfbaudlqokwvz/Asihf,sihfbaudqe/Rsihfbaudlqokwvze/Asihf "
            "sihfbaudq/Rsihfble/Asihf,sihfbu/Rsihfbaudlqokwvz/Asihfb "
            "sihfbaudq/Rsihfbl/Asihf,sihfbaudq/Rsihfbaudlqokwvz/Asihfb "
            "sihfbaudqe/Rsihfble/Asihf,sihfb/Rsihfbaudlqokwvz/Asihfb "
            "sihfbuq/Rsihfbl/Asihf,sihfbaudqe/Rsihfbaudlqokwvz/Asihfb "
            "sihfbaudqe/Rsihfble/Asihf,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "PDURATION": "shf,sih,sih",
        "PEARSON": "Rsihfz,Rsihfz",
        "PERCENTILE": "Rsihfaudlqokwvz,h Rsihfaudlqokwvze,h!",
        "PERCENTILE.EXC": (
            "Riakw,sihfbaudqze Rsihfbaudlqokwvz,sibaudqz Rsihfaudlqokwvz,sihfbaudqz Rsihfaudlqokwvze,hauq "
            "Rsihfbaudlqokwvze,sibaudqze! Rsihfaudlqokwvze,sihfbaudqze!"
        ),
        "PERCENTILE.INC": "Rsihfaudlqokwvz,h Rsihfaudlqokwvze,h!",
        "PERCENTRANK": "Rf,ihf! Rihf,f! Rif,if! Rs,si!",
        "PERCENTRANK.INC": "Rsihf,i! Rh,ihf! Rsi,si!",
        "PERMUT": "shz,sz sihz,s z,shz",
        "PERMUTATIONA": "shz,shz! sihz,sh!",
        "PHI": "sihfbaudqze",
        "PI": "()",
        "PMT": (
            "f,si,sf f,si,f,sf,s f,i,f,s,sf f,si,h,if,s f,si,h,h,i f,si,i,i,h shf,si,i,s,i f,si,s,f,si f,s,sihf,sihf "
            "f,s,ihf,sihf,si f,s,f,i,sif hf,s,sihf sf,s,h,ih,sih f,s,i,si,sih f,s,sihf,shf,si f,s,sih,i,ih h,si,if,i,s "
            "h,si,h,h h,si,h,sh,s h,si,sh,i,i h,si,i,f h,si,i,sf,i h,s,f,hf,sih shf,s,sihf,sih h,s,sif,sihf,si "
            "hf,s,sih,sihf hf,s,sihf,sf,si h,s,h,sh,sh hf,s,i,i,sih h,s,sf,f,sih s,i,h,s,f s,i,i,sh,i s,si,i,i "
            "s,i,i,s,ih s,i,s,i,sh s,i,s,si,s shf,s,sif sf,s,shf,sihf shf,s,f,sif,si shf,s,if,sihf,s s,s,hf,i,sih "
            "sf,s,h,sih,i s,s,i,f,sih s,s,i,if,sh s,s,s,hf,sh s,s,s,h,shf shf,s,sif,shf,s f,si,sihf,sihf! "
            "f,i,sf,if,sih! f,i,f,sh,sif! f,si,sihf! f,si,sihf,sihf,si! f,i,sh,sih,sih! f,i,i,sf,sif! f,s,f,ih,sif! "
            "hf,si,hf! hf,i,ihf,hf! shf,si,f,sif,si! h,i,if,sh,f! sh,i,f,si,sih! sh,i,h,f,sh! h,i,h,h,sif! "
            "hf,si,ih,sihf! shf,i,h,sih,si! hf,i,i,sf,if! sh,i,i,h,shf! h,i,si,f,if! hf,si,sih,sh! shf,i,s,h,sih! "
            "shf,i,sh,ih,si! sh,i,sf,s,shf! sf,i,ihf! sf,i,if,sif! sf,i,shf,sihf,si! shf,i,ih,ihf! s,i,sh,shf,sih! "
            "s,i,sh,si,sif! s,i,si,sihf,sh! s,i,si,ih,sihf! sf,i,si,shf! s,i,s,sihf,sihf!"
        ),
        "POISSON": "shf,hf,sb hf,shf,b h,shf,sb sh,shf,s",
        "POISSON.DIST": "sihf,hf,sb ihf,sihf,b ih,sihf,sb sih,ihf,sb sih,sihf,s",
        "POWER": (
            "sibaudze,sihfbaudqze sihfbaudze,sbaudqze sihbaudze,sfbaudqze sibaudqze,sihfbaudqz sihfbaudqze,sfbaudqze!"
        ),
        "PPMT": (
            "f,s,s,ihf f,s,s,ihf,siz f,s,s,ihf,iz,s hf,s,s,i,siz,s hf,s,s,if hf,s,s,hf,siz hf,s,s,if,z,s h,s,s,ih,s,s "
            "hf,s,s,ihf,i"
        ),
        "PRODUCT": (
            "sihfbe/Rsihfaudlqokwvze sihfbe/Rsihfaudlqokwvz,sihfbe/Rsihfaudlqokwvze sihfbaudqe/Rsihfbaudlqokwvz,e/Re "
            "e/Re,sihfbq/Rsihfbaudlqokwvze e,sihfbaudqe/Rsihfbaudlqokwvze e/Re,sihfbaudqe/Rsihfbaudlqokwvze!"
        ),
        "PROPER": "siaudlqze",
        "PV": (
            "f,si,f,h f,si,sf,i,s f,si,h,f,s f,si,h,i f,si,ih,i,i f,si,s,si,s shf,s,sihf shf,s,sihf,sihf "
            "shf,s,shf,sihf,si f,s,f,h,sihf f,s,f,sih,sih f,s,h,hf,sih f,s,i,if,sh hf,s,sihf,sih,si f,s,sf,ih,sih "
            "f,s,s,i,sihf h,si,f h,si,f,s h,si,ihf,s,s h,si,h,si,s h,i,i,s,sh h,si,s,h,sh h,s,sh,ih,sih h,s,ih,i,sihf "
            "h,s,sihf,sihf,si h,s,i,si,sif s,i,h,ih,h s,i,h,i,ih s,si,h,si,i s,si,i,f,si s,si,i,sf,s s,si,s "
            "sf,s,f,h,sih s,s,h,s,sih s,s,i,f,sif shf,s,sihf,sihf,s shf,s,i,i,sih sh,s,sihf,sif,si s,s,s,f,sih "
            "s,s,s,h,sif shf,si,sihf! shf,si,sihf,sihf! shf,i,sihf,sihf,si! f,i,if,sh,sih! shf,i,f,i,sif! "
            "shf,i,h,si,sih! shf,i,h,s,sihf! sf,i,i,f,sihf! sf,i,si,hf,sih! f,i,s,h,sihf! h,i,f,sihf,sihf! "
            "h,i,hf,sif,sihf! h,i,shf,sihf,sih! h,i,sihf,sif,sih! h,i,if,sih,sif! sh,i,sihf,i,sihf! s,i,sihf,ih,sih! "
            "sh,i,hf,si,sif! s,i,sih,sihf,sih! s,i,h,sih,sihf!"
        ),
        "QUARTILE": "Rsihfaudlqokwvze,s",
        "QUARTILE.EXC": (
            "Rsifaudlqokwvze,sihfbaudqz Rsihfbaudlqokwvze,ifauqz Rsihfaudlqokwvze,sifbaudqz Rv,sihfbaudqze "
            "Rsihfbaudlqokwvze,sihfbaudqze!"
        ),
        "QUARTILE.INC": "Rsihfaudlqokwvze,s Rsihfbaudlqokwvze,s!",
        "QUOTIENT": (
            "sfadqz,sihfaudqzeg sfaudqze,sihfdzg sihfadqzg,ifaudqze sihfadqz,sifaudqze sifadqz,sihfaudqze "
            "sfaudqz,sihfaudqzg sfaudqze,sihfaudqzeg!"
        ),
        "RADIANS": "sihfbaudqze",
        "RANK": "sihf,Rsihfbauqz! sihf,Rsihbauqz,sbz! sihf,Rsihfbauqz,sz! sih,Rsihfbauqz,sbz!",
        "RANK.EQ": "sihf,Rsihfbauqz! sihf,Rsihbauqz,sbz! sihf,Rsihfbauqz,bz! sih,Rsihfbauqz,sbz!",
        "RATE": "s,h,i s,h,i,z s,i,h,s,s,h s,ih,ih! s,ih,ih,sz,s! s,ih,h,sz,s,h! s,ih,ih,z! s,ih,i,sz! s,ih,ih,s,s,h!",
        "REPLACE": (
            "awz,s,s,sdq ibdwe,s,s,u dw,s,s,suq we,s,s,saud iw,s,s,udq slw,s,s,aq siaqwz,s,s,dq siaudlqwz,s,s,q "
            "we,s,s,saudq!"
        ),
        "REPT": "siaudlqwze,s",
        "RIGHT": (
            "siaudlqwze/Asibaudl sibaudlqwze/Asibaudlq,z siaudlqwz/Ad,hdz siaudlqwze/Aiudlq,hz siaudlqwz/Al,shz "
            "ze,hz/Ashd qz,shdz/Ash ze,shdz/Ashd!"
        ),
        "ROMAN": "sihbaudqze",
        "ROUND": (
            "auqe/Aauq,sihfbaudqzg/Asihfbaudqg sihfbaudzeg/Asihfbdg,auqe/Aiauq aue/Aig,iauqe/Aiauq "
            "sihbaudze,shfbaudqzeg/Aiauq sihfbaudze,shfbaudqze/Aiauq sihbaudzeg,hfbaudqzeg/Aiauq "
            "auqe/Asihfbaudqg,sihfbaudqzeg/Asihfbaudqg! sihbaudqze/Asihfbaudqg,shfbaudqzeg/Asihfbaudqg! "
            "sihfbaudqze/Asihfbaudqg,shfbaudqze/Asihfbaudqg! sihbaudqzeg/Asihfbaudqg,hfbaudqzeg/Asihfbaudqg!"
        ),
        "ROUNDDOWN": "auqe,sihfbaudqzg sihfbudqzeg,shfbaudqzeg auqe,sihfbaudqzeg!",
        "ROUNDUP": "auqe,sihfbaudqzeg sihfbaudqzeg,shfbaudqzeg",
        "RRI": "shf,sh,sih shf,sih,sh sh,sih,sih shf,sih,sih!",
        "RSQ": "Rsihfz,Rsihfz",
        "SEARCH": (
            "we/Aa,sihudlqwze/Asihaudlq Aiad,sihaudlqwze/Asihaudlq,s/As we/Ad,audqwze/Asihaudlq "
            "iwe/Ai,shaudlqwze/Ashaudlq siaudqwze/Asiaudq,e Asiadq,e,s/As swe/As,sauqwze/Aiaudq "
            "Asiad,sihaudqwze/Asihauq,s/As Asiaud,sihaudlqwze/Asihaudq,As Asiad,sihaudqwze/Asihaulq,s "
            "uwe/Au,sihadlqwze/Asihaudlq Aiaud,sihaudlqwz/Asihaudlq,s/As awe,sihaudlqwze/Asihudlq "
            "siau/Aiad,sihaudlqwze,s dwe,sihaudlqwze/Asihauq siaudw/Aiaud,sihaudlqwz,s siaudwe/Asiaud,siaudqwz,s "
            "iwe,sihaudlqwze/Ashaudlq siauqz/Asiadq,e,s swe,sihaudlqwze/Aiaudq Aiaud,sihaudlqwze/Asihaudlq,s/As! "
            "siaudwe/Aiaud,sihaudlqwze,s! uwe,sihaudlqwze/Asihaudlq!"
        ),
        "SEC": "sihfbaudqze",
        "SECH": "sihfbaudqze",
        "SECOND": "bauqzeg sihfbaudqzeg!",
        "SIGN": "sihfbaudqze",
        "SIN": "sihfbaudqze",
        "SINH": "sfbaudqze sihfbaudqze!",
        "SKEW": "Rsihfaudlqokwvze Rsihfbaudlqokwvze!",
        "SKEW.P": "Rsihfaudlqokwvze Rsihfbaudlqokwvze!",
        "SLN": "sihf,sihf,sb",
        "SLOPE": "Rsihfz,Rsihfz",
        "SMALL": "Rsihfaudlqokwvze,shz Rsihfbaudlqokwvze,hz Rsihfbaudlqokwvze,shz!",
        "SQRT": "sihfbaudqze",
        "SQRTPI": "sihfaudqze",
        "STANDARDIZE": "sihf,sihf,sb",
        "STDEV": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "STDEV.P": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "STDEV.S": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "STDEVA": "Rsihfbaudlqokwvze",
        "STDEVP": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "STDEVPA": "Rsihfbaudlqokwvze",
        "STEYX": "Rsihfz,Rsihfz",
        "SUBSTITUTE": (
            "Aa,Aa,uq,s Aa,s/Asu,Au Aa,s/As,Au,s Aa,a,s/As,s Aa,s,Auq Aa,u,q/Aq,s Ad,Aa,sa/As,s Ad,sa,u/Aq,s "
            "Ad,s,u/Aauq,s Ad,u/Aa,sa,s Ai,Asa,As,s Ai,As,Asa,s Aiq,Au,a,s Al,s,a/Aa,s Aq,Aa,sa/Aq Aq,Aa,u/Asu,s "
            "Aq,Aa,sa,As Aq,As,Auq Aq,Asa,Au,s Aq,Au,a/As,s Aq,sa,Aa Aq,a,Aq,As siaudlqz/Aq,a,uq,s Aq,s,sa/Aa "
            "siaudlqz/Aq,s,aq,s Aq,u,su/Aq,s Aq,u,As,As siaudlqz/Aq,u,q As,As,q Aau,Aa,q,s Au,As,Asq,s "
            "siaudlqz,sau,sauq siaudlqz,sau,sauq,s"
        ),
        "SUM": (
            "sihfbe/Rsihfaudlqokwvz/Asihfb,auqe/Ah sihfbauqe/Rsihfaudlqokwvz/Asihf "
            "sihfbe/Rsihfaudlqokwvz/Asihf,sihfbauqe/Rsihfaudlqokwvz/Asihf b/Rdk/Asi,sihfbauqe/Rsihfaudlqokwvze/Asihf "
            "sihfbde/Rsihfbaudlqokwvz/Asihfb,auqe auqe/Rze,si/Rk/Asb auqe,sihfbaudq/Rsihfbaudlqokwvz/Asihfb "
            "sihfbauqe/Rsihfaudlqokwvze/Asihfb,auqe/Re/Ah! sihfbaudqe/Rsihfbaudlqokwvze/Asihfb,auqe/Re! "
            "sihfbauqe/Rsihfaudlqokwvze/Asihf! auqe/Re,sihfbaudqe/Rsihfbaudlqokwvze/Asihfb!"
        ),
        "SUMIF": (
            "Rsihfauqz,sihaudqokwvz Rsihfaqz,sihaudqokwvz,Rsihfauqz Rsihfbauqz,ihauqz Rsihfbaqz,ihauqkwv,Rsihfauqz "
            "Rsihfbaqz,ihaudqkwv,Rfauz Rsihfbauqz,ihauqokwv,Rsu Rsihfbaqz,sihauqkwv,Rihauz Rsihfbauqz,sihaudqkwvz,Raz "
            "Rsihfaudqz,audqkwvz Rsihfadqz,audqkwv,Rsihfauqz Rsihfaudqz,audqkwvz,Riuqz Rsihfauqz,sihaudqokvz,Rsihfauqz"
        ),
        "SUMIFS": "Rsihfauz,Rsihfauqz,siauqokwvz Rhaz,Rsihfaudqz,auqkwvz Rsihfauz,Rsihfaudqz,auqkwv many",
        "SUMPRODUCT": (
            "sihf/Rsihfbauqze/Asihf Asihf,Re/Asihf Rsihfbauqz,Rsihfbauqz Rsihfbz,Rsihfbauqze Rsihfbaudqz,Ru "
            "Re,s/Rsihfbze/Ashfb Ruq,Rsihfbaudqz sihf,sihf sihf/Rsihfbaudqze/Asihfb,Re! Re,sihf/Rsihfbaudqze/Asihfb!"
        ),
        "SUMSQ": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Rie,Rsihfbaudlqokwvz "
            "Rie,Rsihfbaudlqokwvze!"
        ),
        "SUMX2MY2": "Rsihf,Rsihf",
        "SUMX2PY2": "Rsihf,Rsihf",
        "SUMXMY2": "Rsihf,Rsihf",
        "SWITCH": (
            "a,sihbau,sihbau ihbauz,ihb,sihau shbauz,ih,sihbau shbau,sih,sibau hau,sihb,sihbau ihau,shb,sihbau "
            "shau,sihb,sihba au,sihba,sihbau au,sihbau,sihau az,ihbau,sihbau auz,sihbau,ihau shba,sihau,sihbau! "
            "siha,shbau,sihbau!"
        ),
        "SYD": "f,h,i,b sf,s,s,b h,s,h,b i,i,si,b s,sh,s,b sihf,sihf,sihf,b!",
        "T": "sihfbaudlqz sihfbaudlqze!",
        "T.DIST": "hf,sf,sb hf,shf,b shf,sf,s shf,s,sb",
        "T.DIST.2T": "sihf,s sih,sh",
        "T.DIST.RT": "sihf,s sih,sh",
        "T.INV": "sihf,s sih,sh",
        "TAN": "sihfbaudqze",
        "TANH": "sihfbaudqze",
        "TDIST": "shf,s,s",
        "TEXTJOIN": (
            "aulq,b,siaudqe/Rsiaudqz aulq,b,siaudqe/Rsiaudqz,siaudqe/Rsiaudqz aulq,b,sibaudqe/Rsiaudqz,e "
            "aulq,b,e,sibaudqe/Rsiaudqz"
        ),
        "TEXT~0": "sihfuqz sihfauqz!",
        "TEXT~0%": "sifuqz sifauqz!",
        "TEXT~00": "sihfuqz sihfauqz!",
        "TEXT~000": "sihfuqz sihfauqz!",
        "TEXT~0000": "sihfuqz sihfauqz!",
        "TEXT~@": "siuqz siauqz!",
        "TEXT~General": "siuqz siauqz!",
        "TEXT~[h]:mm": "ihe",
        "TEXT~d": "ihe",
        "TEXT~d/m": "ihe",
        "TEXT~d/m/yy": "ihe",
        "TEXT~d/m/yyyy": "ihe",
        "TEXT~dd": "ihe",
        "TEXT~dd/mm": "ihe",
        "TEXT~dd/mm/yy": "ihe",
        "TEXT~dd/mm/yyyy": "ihe",
        "TEXT~hh:mm": "ihe",
        "TEXT~m": "ihe",
        "TEXT~m/yyyy": "ihe",
        "TEXT~mm": "ihe",
        "TEXT~mm/yyyy": "ihe",
        "TEXT~yy": "ihe",
        "TEXT~yyyy": "ihe",
        "TIME": (
            "i,z,siz s,s,siz s,sz,sz sz,sz,s siz,z,sz sih,i,iz! sihz,si,i! i,sihz,z! i,iz,sihz! si,siz,siz! si,i,sihz! "
            "siz,siz,si!"
        ),
        "TRIM": "siaudlqze",
        "TRIMMEAN": (
            "Rsihfaudkv,sihfbaudqze Rsihfbaudlqokwvz,iauq Rsihfaudlqokwvze,sbz Rsihfaudlqokwvz,sihfbaudqz "
            "Rsihfbaudlqokwvze,sihaudqe! Rsihfaudlqokwvze,sihfbaudqze!"
        ),
        "TRUE": "()",
        "TRUNC": "sihfbaudqzeg auqe,sihfbaudqzeg sihbaudqzeg,shfbaudqzeg sihfbaudqzeg,shfbaudqze",
        "UNICHAR": "iauqe ifauqze!",
        "UNICODE": "sihfaudqze",
        "UPPER": "siadlqze",
        "VALUE": "sihfaudqe/Aauq sihfbaudqze/Abauq!",
        "VAR": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "VAR.P": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "VAR.S": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "VARA": "Rsihfbaudlqokwvze",
        "VARP": (
            "Rsihfaudlqokwvze Rsihfaudlqokwvz,Rsihfaudlqokwvze Rsihfbaudlqokwvz,Re Re,Rsihfbaudlqokwvz "
            "Re,Rsihfbaudlqokwvze!"
        ),
        "VARPA": "Rsihfbaudlqokwvze",
        "VLOOKUP~0": (
            "sihfbauqw,Rsihfbaudlqokwvze,s sihfbaudqw,Rshfbudlqokwvze,s sihfbauqwe,Rshfbaulqokwve,s "
            "sihfbauqwz,Rihfbaudlokwvze,s sihfbaudqwe,Rsihfbaudlqokwvze,s! sihfbaudqwze,Rihfbaudlqokwvze,s!"
        ),
        "VLOOKUP~1": "sihfg,Rsihfg,s",
        "WEEKDAY": "ihe ihe,sihfbaudqze",
        "WEEKNUM": "ihe",
        "WEIBULL": "shf,sf,shf,sb shf,shf,sh,sb sh,shf,shf,s shf,shf,shf,b!",
        "WEIBULL.DIST": (
            "hf,sihf,sihf,b sihf,shf,ihf,b sihf,sh,sihf,b ihf,sih,sih,b shf,shf,sihf,b shf,sihf,sf,b ihf,sihf,sihf,b! "
            "sihf,sihf,shf,b!"
        ),
        "WORKDAY": "ih,sih ih,sih,Riz",
        "WORKDAY.INTL": "i,si i,si,s i,si,s,Riz",
        "XOR": (
            "sihfbaudqe/Rsihfbaudlqokwvze sihfb/Rsihfbaudlqokwvz,sihfbaudqe/Rsihfbaudlqokwvze "
            "sihfbaudqe/Rsihfbaudlqokwvze,sihfb/Rsihfbaudlqokwvz sihfbad/Rsihfbaudlqokwvz,sihfbaudq/Rsihfbaudlqokwvze "
            "sihfbuq/Rsihfbaudlqokwvz,sihfbaudqe/Rsihfbaudlqokwvz "
            "sihfbaudqe/Rsihfbaudlqokwvze,sihfbaudqe/Rsihfbaudlqokwvze!"
        ),
        "YEAR": "ihe ihe/Aih!",
        "YEARFRAC": "ih,ih ih,ih,s",
        "^": (
            "uz/Abauq,sihfauqe/Asihfbaudq uz/Ab,sihfbaudqze/Asihfbaudq auqz/Asihfbd,sihbaudqz/Asihfbaudq "
            "uz/Afb,sihbaudqze/Asihfbaudq auqz/Asihb,sihfbaudqz/Asihfbaudq uz/Abuq,sihfaudqe/Asihfbaudq "
            "budz/Ab,sihfbaudqze/Asihfbud uze/Ab,sihfbaudqze/Aifq ihfuz/Ab,sfbaudqze/Asfbaudq "
            "huz/Ab,sifbaudqze/Asfbaudq iuz/Ab,shfbaudqze/Asihfbaudq siuz/Ab,shfbaudqze/Asihfbaud "
            "baudqze/Asihfbaudq,sihfbaudqze/Asihfbaudq! sibaudqze/Asihfbaudq,shfbaudqze/Asihfbaudq!"
        ),
        "neg": "sihfbaudqz/Asihfbaudq",
        "pos": "sihfbaudqz/Asihfbaudq",
    },
}
