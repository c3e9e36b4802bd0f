"""What tests of several layers share: a small study, the command line as a function."""
