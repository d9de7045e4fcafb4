"""The quotation check: does a statement quote its source as it is?"""
