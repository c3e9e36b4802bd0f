"""One page with everything: matrix, passages, transcripts, pictures, codebook."""
