studyguide.deck.add("bread", "<section><details class=\"sg-item\" data-id=\"rye.is\"><summary>What is rye?</summary><p>A <a href=\"../concepts/rye/\">grain</a>.</p></details></section>");
