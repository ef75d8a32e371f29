/**
 * Reads a part of the page aloud, where the browser can and has a voice for the page's language. The page works without: its
 * buttons are hidden until this shows them. Written for browsers of old phones too.
 */
export const readAloud = `(function () {
  var speech = window.speechSynthesis;
  if (!speech || !window.SpeechSynthesisUtterance) return;
  var buttons = [].slice.call(document.querySelectorAll('button.aloud'));
  var reading = null;
  function hasVoice() {
    var voices = speech.getVoices();
    var lang = document.documentElement.lang;
    return voices.length > 0 && [].some.call(voices, function (voice) { return voice.lang.slice(0, 2).toLowerCase() === lang; });
  }
  function stop() {
    speech.cancel();
    if (reading) reading.textContent = reading.getAttribute('data-read');
    reading = null;
  }
  function read(button) {
    stop();
    reading = button;
    button.textContent = button.getAttribute('data-stop');
    var part = document.getElementById(button.getAttribute('data-part'));
    var texts = [].filter.call(part.querySelectorAll('h1, h2, h3, p'), function (one) {
      return !one.closest('form, nav, details:not([open])') && one.textContent.trim() !== '';
    });
    texts.forEach(function (one, at) {
      var said = new window.SpeechSynthesisUtterance(one.textContent.trim());
      said.lang = one.closest('[lang]').lang;
      if (at === texts.length - 1) said.onend = function () { if (reading === button) stop(); };
      speech.speak(said);
    });
  }
  function show() {
    if (!hasVoice()) return;
    buttons.forEach(function (button) { button.hidden = false; });
  }
  buttons.forEach(function (button) {
    button.addEventListener('click', function () { if (reading === button) stop(); else read(button); });
  });
  window.addEventListener('pagehide', stop);
  show();
  if (speech.addEventListener) speech.addEventListener('voiceschanged', show);
  else speech.onvoiceschanged = show;
})();
`;
