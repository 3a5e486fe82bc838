// SPDX-License-Identifier: GPL-3.0-or-later
// How Lucene's side takes text apart: Unicode's words in lower case, for fields of stems with Snowball's English
// stemmer, as the project's own English words are stemmed. No word is left out as too common.
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.tartarus.snowball.ext.EnglishStemmer;

final class Words extends Analyzer {
    private final boolean stems;

    /** Of stems, or of words as they are written. */
    Words(boolean stems) {
        this.stems = stems;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        Tokenizer words = new StandardTokenizer();
        TokenStream lower = new LowerCaseFilter(words);
        return new TokenStreamComponents(words, stems ? new SnowballFilter(lower, new EnglishStemmer()) : lower);
    }
}
