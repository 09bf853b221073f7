/**
 * Short numbers of China's plan (电信网编号计划, YD/T 1338 and the Ministry's plan of 2017): services that are dialled as they are, from
 * everywhere. They are never made longer by an area code of ours.
 */

/** 110 police, 112 and 119 emergency, 114 directory, 117 time, 119 fire, 120 ambulance, 121 weather, 122 traffic. */
const threeDigits = /^(?:11[02479]|12[0-2])$/;
/** 100xx carriers, 111xx post, 12xxx public services (12345, 12306, …). */
const fiveDigits = /^(?:10(?!6)|11|12)[0-9]{3}$/;
/** 116114 and 118114 directories and their kind. */
const sixDigits = /^11[68][0-9]{3}$/;
/** Call centres: 1010xxxx, 95xxx and longer (whole country), 96xxx and longer (province). */
const callCentres = /^(?:1010[0-9]{4}|95[0-9]{3}(?:[0-9]|[0-9]{3})?|96[0-9]{3}(?:[0-9]|[0-9]{3})?)$/;
/** Voice services at a price by the minute: 160 and 168 lines, 12590, 10155, 10159. */
const premium = /^(?:16[08][0-9]{2}(?:[0-9]{3})?|12590[0-9]{0,6}|1015[59][0-9]{0,6})$/;

/**
 * What is dialled before a number to choose a carrier or its internet telephony: 179xx, 12593 and 12520 (China Mobile), 11808 (China Telecom),
 * 10190 and 10193. With no number behind them they are none.
 */
const carrierPrefix = /^(?:179[0-9]{2}|12593|12520|11808|1019[03])/;

/** Whether a short number, without any area code, is paid for by the minute. */
export const isPremiumShort = (digits: string): boolean => premium.test(digits);

/** Whether digits are a short number, without any area code. */
export const isShortNumber = (digits: string): boolean =>
  (threeDigits.test(digits) ||
    fiveDigits.test(digits) ||
    sixDigits.test(digits) ||
    callCentres.test(digits) ||
    premium.test(digits)) &&
  withoutCarrierPrefix(digits) === digits;

/** A number without the digits that choose a carrier for it. */
export const withoutCarrierPrefix = (digits: string): string => digits.replace(carrierPrefix, '');
